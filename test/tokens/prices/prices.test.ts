import { describe, expect, it } from 'vitest'
import { PRICES } from '../../../src/tokens/prices/PRICES.js'
import { parsePrices } from '../../../src/tokens/prices/parsePrices.js'
import { pricesOf } from '../../../src/tokens/prices/pricesOf.js'

const errorOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error as { code: string; message: string; details: Record<string, unknown> }
  }
  throw new Error('nothing was thrown')
}

describe('the table of prices', () => {
  it('holds rows that a file of prices could hold, each with a date and a source', () => {
    const models = Object.fromEntries(
      [...PRICES].map(([id, { model, ...row }]) => {
        expect(model).toBe(id)
        return [id, row]
      }),
    )
    expect(parsePrices({ models }, new Map())).toEqual(PRICES)
  })

  it('reads cheaper than it writes, and writes no cheaper than input', () => {
    for (const { input, cacheRead, cacheWrites } of PRICES.values()) {
      expect(cacheRead).toBeLessThan(input)
      for (const { usd } of cacheWrites) expect(usd).toBeGreaterThanOrEqual(input)
    }
  })

  it('names the nearest models for one that it does not know', () => {
    const { code, details, message } = errorOf(() => pricesOf('claude-opus-5'))
    expect(code).toBe('price-unknown')
    expect((details['nearest'] as string[])[0]).toBe('claude-opus-5-5')
    expect(message).toContain('"claude-opus-5"')
    expect(pricesOf('gpt-5.4').output).toBe(15)
  })
})

describe('a file of prices', () => {
  it('changes what it gives and keeps the rest, but vouches for nothing', () => {
    const row = pricesOf('claude-opus-5-5', parsePrices({ models: { 'claude-opus-5-5': { input: 3 } } }))
    expect(row).toMatchObject({ input: 3, output: 20, verified: 'unverified', source: 'a file of your own' })
    expect(PRICES.get('claude-opus-5-5')!.input).toBe(4)
  })

  it('adds a model like another', () => {
    const table = parsePrices({ models: { mine: { like: 'gpt-5.4', output: 1 } } })
    expect(pricesOf('mine', table)).toMatchObject({
      model: 'mine',
      provider: 'openai',
      input: 2.5,
      output: 1,
    })
  })

  it.each([
    [{ models: { mine: { input: 1 } } }, 'models.mine.provider'],
    [{ models: { mine: { like: 'nobody' } } }, 'models.mine.like'],
    [{ models: { 'gpt-5.4': { input: -1 } } }, 'models.gpt-5.4.input'],
    [{ models: { 'gpt-5.4': { inptu: 1 } } }, 'models.gpt-5.4'],
    [{ models: { 'gpt-5.4': { cacheWrites: [] } } }, 'models.gpt-5.4.cacheWrites'],
    [[], 'prices'],
  ])('is refused by path: %j', (value, path) => {
    expect(errorOf(() => parsePrices(value))).toMatchObject({ code: 'prices-invalid', details: { path } })
  })
})
