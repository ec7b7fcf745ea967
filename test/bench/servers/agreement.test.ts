import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agreement, type TwiceLabelled } from '../../../bench/suites/agreement.js'

const twice = (
  first: { gold: string[]; alternatives?: Record<string, string[]> },
  second: { gold: string[]; alternatives?: Record<string, string[]> },
  pool = ['a', 'b', 'c', 'd'],
): TwiceLabelled => ({ first: { id: 'q', text: 't', ...first }, second, pool: new Set(pool) })

test('kappa as worked out by hand', () => {
  // Yes of the first: a; of the second: a, b. Same on a, c, d: 3 of 4. Chance: 1/4 * 2/4 + 3/4 * 2/4 = 1/2.
  const found = agreement([twice({ gold: ['a'] }, { gold: ['a'], alternatives: { a: ['b'] } })])
  expect(found).toMatchObject({ tasks: 1, pairs: 4, observed: 0.75, expected: 0.5, kappa: 0.5, sameGold: 1 })
})

test('the gold is the same up to the alternatives of either side, and not with another number of steps', () => {
  const same = (...pair: Parameters<typeof twice>) => agreement([twice(...pair)]).sameGold
  expect(same({ gold: ['a'], alternatives: { a: ['b'] } }, { gold: ['b'] })).toBe(1)
  expect(same({ gold: ['b'] }, { gold: ['a'], alternatives: { a: ['b'] } })).toBe(1)
  expect(same({ gold: ['a'] }, { gold: ['b'] })).toBe(0)
  expect(same({ gold: ['a'] }, { gold: ['a', 'b'] })).toBe(0)
  expect(same({ gold: ['a', 'b'] }, { gold: ['b', 'a'] })).toBe(1)
  expect(same({ gold: [] }, { gold: [] })).toBe(1)
  expect(same({ gold: [] }, { gold: ['a'] })).toBe(0)
})

test('one labelling against itself agrees fully, and kappa never exceeds what is observed', () => {
  const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'))
  fc.assert(
    fc.property(fc.array(fc.tuple(ids, ids), { minLength: 1 }), (pairs) => {
      const itself = agreement(pairs.map(([gold]) => twice({ gold }, { gold })))
      expect(itself).toMatchObject({ kappa: 1, sameGold: 1 })
      const found = agreement(pairs.map(([first, second]) => twice({ gold: first }, { gold: second })))
      expect(found.kappa).toBeLessThanOrEqual(found.observed + 1e-12)
    }),
  )
})

test('no pair is no disagreement', () => {
  expect(agreement([])).toMatchObject({ tasks: 0, kappa: 1, sameGold: 0 })
})
