import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, contentHash, sha256 } from '../src/hash.js'

describe('canonicalJson', () => {
  it('sorts members by UTF-16 code units and writes no white space', () => {
    expect(
      canonicalJson({ b: [1, { d: null, c: true }], a: 'x', '\u20ac': 1, '\ud83d\ude00': 2, '\ufb33': 3 }),
    ).toBe('{"a":"x","b":[1,{"c":true,"d":null}],"\u20ac":1,"\ud83d\ude00":2,"\ufb33":3}')
  })

  it('writes numbers as ECMAScript does and leaves undefined members out', () => {
    expect(canonicalJson({ big: 1e30, small: 1e-7, zero: -0, gone: undefined })).toBe(
      '{"big":1e+30,"small":1e-7,"zero":0}',
    )
  })

  it('keeps members with prototype names', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1},"constructor":2}'))).toBe(
      '{"__proto__":{"a":1},"constructor":2}',
    )
  })

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [1n]])('refuses %s', (value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError)
  })

  it('is JSON of the same value, and the same for any order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        expect(contentHash(Object.fromEntries(Object.entries(object).reverse()))).toBe(contentHash(object))
      }),
    )
  })
})

describe('sha256', () => {
  it('gives the published digest of "abc" (FIPS 180-4)', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
