import type { ReportAxis, ReportUnit } from '../ReportDocument.js'

/** Room that one tick's label takes along the axis, in pixels. */
const TICK_ROOM = 56
const DECADE = [1, 2, 5]

/** A number at an axis, short: `20`, `2k`, `$0.2`, `1.5`. The unit stands in the axis' label. */
export function formatTick(value: number, unit: ReportUnit): string {
  const shown = Number((unit === 'share' ? value * 100 : value).toPrecision(6))
  const text = shortNumber(shown)
  return unit === 'dollars' ? `$${text}` : unit === 'ratio' ? `${text}×` : text
}

function shortNumber(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e9) return `${value / 1e9}G`
  if (size >= 1e6) return `${value / 1e6}M`
  return size >= 1e4
    ? `${value / 1e3}k`
    : size >= 1e3
      ? `${Math.trunc(value / 1e3)},${String(size % 1e3).padStart(3, '0')}`
      : String(value)
}

/** Places of the labels: how many of them for a linear scale, which ones for a log scale. */
export function ticksOf(
  { scale }: ReportAxis,
  domain: readonly [number, number],
  length: number,
): number | number[] {
  const most = Math.max(2, Math.floor(length / TICK_ROOM))
  if (scale !== 'log') return most
  const decades = powersOfTen(domain)
  const steps = decades.flatMap((power) => DECADE.map((step) => Number((step * power).toPrecision(1))))
  const within = (values: readonly number[]) =>
    values.filter((value) => value >= domain[0] && value <= domain[1])
  const best = within(decades).length >= 3 && within(steps).length > most ? within(decades) : within(steps)
  if (best.length < 2) return [...domain]
  return best.filter((_, at) => at % Math.ceil(best.length / most) === 0)
}

/** Those that a domain touches, from the one below it to the one above. */
function powersOfTen([low, high]: readonly [number, number]): number[] {
  const first = Math.floor(Math.log10(low))
  return Array.from({ length: Math.ceil(Math.log10(high)) - first + 1 }, (_, at) => Number(`1e${first + at}`))
}

/** The ends of an axis: its own, or those of the values. A linear axis begins at 0 unless a value is below it. */
export function domainOf({ domain, scale }: ReportAxis, values: readonly number[]): [number, number] {
  if (domain !== undefined) return domain
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity)
  if (scale === 'log') return low < high ? [low, high] : [low / 2, high * 2]
  return [Math.min(0, low), low < high || high > 0 ? Math.max(0, high) : 1]
}
