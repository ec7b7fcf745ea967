import { describe, expect, it } from 'vitest'
import { CribError, refuseUnknownOptions } from '../src/errors.js'

describe('CribError.is', () => {
  const named = (code: unknown) => Object.assign(new Error('x'), { name: 'CribError', code })

  it('knows an error of this class, and of another copy of the package', () => {
    expect(CribError.is(new CribError('usage', 'x'))).toBe(true)
    expect(CribError.is(named('usage'))).toBe(true)
  })

  it.each([
    named('constructor'),
    named('__proto__'),
    named('no-such-code'),
    named(undefined),
    new Error('x'),
    { name: 'CribError', code: 'usage' },
    null,
  ])('refuses case %#', (value) => {
    expect(CribError.is(value)).toBe(false)
  })
})

describe('refuseUnknownOptions', () => {
  it('names every unknown key and the known ones', () => {
    expect(() => refuseUnknownOptions('f', { a: 1, constructor: 2, __proto__: null }, ['a', 'b'])).toThrow(
      expect.objectContaining({
        code: 'option-unknown',
        message: 'f does not know "constructor". Known options: a, b.',
        details: { keys: ['constructor'], known: ['a', 'b'] },
      }),
    )
    expect(() => refuseUnknownOptions('f', { b: undefined }, ['a', 'b'])).not.toThrow()
  })
})
