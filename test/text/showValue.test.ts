import { describe, expect, it } from 'vitest'
import { showValue } from '../../src/text/showValue.js'

const circular: Record<string, unknown> = {}
circular['self'] = circular

describe('showValue', () => {
  it.each([
    ['text "quoted"', '"text \\"quoted\\""'],
    [{ a: [1] }, '{"a":[1]}'],
    [null, 'null'],
    [undefined, 'undefined'],
    [Number.NaN, 'NaN'],
    [12n, '12'],
    [Symbol('s'), 'Symbol(s)'],
    [() => 1, 'a function'],
    [circular, 'an object that JSON cannot hold'],
    [{ toJSON: () => undefined }, 'an object without JSON'],
    [{ n: 1n }, 'an object that JSON cannot hold'],
    [JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)), 'an object that JSON cannot hold'],
  ])('case %#', (value, text) => {
    expect(showValue(value)).toBe(text)
  })

  it('cuts what is longer than the limit', () => {
    expect(showValue('x'.repeat(98))).toBe(`"${'x'.repeat(98)}"`)
    expect(showValue('x'.repeat(99))).toBe(`"${'x'.repeat(98)}\u2026`)
    expect(showValue([1, 2, 3], 4)).toBe('[1,\u2026')
  })
})
