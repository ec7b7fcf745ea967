import { expect, it } from 'vitest'
import { lookOf } from '../../../src/report/page/looks.js'

const first = Array.from({ length: 8 }, (_, at) => lookOf(at))

it('tells eight curves apart by each of colour, dash, symbol and sign', () => {
  for (const key of ['color', 'dash', 'symbol', 'glyph'] as const)
    expect(new Set(first.map((look) => look[key])).size, key).toBe(8)
})

it('gives no two of 64 curves one look', () => {
  const looks = Array.from({ length: 64 }, (_, at) => lookOf(at))
  expect(new Set(looks.map(({ color, dash }) => `${color} ${dash}`)).size).toBe(64)
})
