import { describe, expect, test } from 'vitest'
import { PAGE_STYLE } from '../../src/report/html/PAGE_STYLE.js'

/** Variables of the style: value for light, value for dark. */
const COLORS = new Map(
  [...PAGE_STYLE.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name!, [light!, dark!] as const],
  ),
)

/** Linear red, green and blue of a colour (sRGB, IEC 61966-2-1). */
function linear(hex: string): number[] {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  return channels.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
}

/** Contrast of two colours as WCAG 2 defines it: 1 to 21. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [red, green, blue] = linear(hex)
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! + 0.05
  }
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return lighter! / darker!
}

/** How light is seen with each kind of colour blindness, in linear RGB (Machado and others, 2009, full severity). */
const EYES = {
  'full colour': [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
}

const times = (matrix: readonly number[], [a, b, c]: readonly number[]) =>
  [0, 3, 6].map((row) => matrix[row]! * a! + matrix[row + 1]! * b! + matrix[row + 2]! * c!)

/** Where a colour lies in OKLab (Ottosson, 2020), a space of even differences. */
function oklab(rgb: readonly number[]): number[] {
  const cones = times(
    [
      0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619,
      0.2817188376, 0.6299787005,
    ],
    rgb.map((value) => Math.min(1, Math.max(0, value))),
  ).map(Math.cbrt)
  return times(
    [
      0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099, 0.0259040371,
      0.7827717662, -0.808675766,
    ],
    cones,
  )
}

const themes = [0, 1] as const
const at = (name: string, theme: 0 | 1) => COLORS.get(name)![theme]

describe.each(themes)('theme %i (0 light, 1 dark)', (theme) => {
  const surfaces = ['page', 'surface'] as const

  test.each(['text', 'muted', 'accent', 'good', 'caution'])('--%s is text: 4.5 on every surface', (name) => {
    for (const surface of surfaces)
      expect(contrast(at(name, theme), at(surface, theme))).toBeGreaterThanOrEqual(4.5)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('--series-%i is seen: 3 on its surface', (series) => {
    expect(contrast(at(`series-${series}`, theme), at('surface', theme))).toBeGreaterThanOrEqual(3)
  })

  test.each(Object.entries(EYES))('the eight series differ with %s', (_, matrix) => {
    const seen = [1, 2, 3, 4, 5, 6, 7, 8].map((series) =>
      oklab(times(matrix, linear(at(`series-${series}`, theme)))),
    )
    const distances = seen.flatMap((one, first) =>
      seen.slice(first + 1).map((other) => Math.hypot(...one.map((value, axis) => value - other[axis]!))),
    )
    expect(Math.min(...distances)).toBeGreaterThan(0.085)
  })
})
