import { expect, it } from 'vitest'
import { brokenPromises, type PackingFigures, packingSuite } from '../../bench/suites/packingSuite.js'

const figures = (exact: number, withinOnePercent: number): PackingFigures => ({
  instances: 100,
  exact,
  withinOnePercent,
  gap: { p50: 0, p95: 0, most: 0 },
  ms: { p50: 1, p95: 1, most: 1 },
  ratio: { p50: 1, p95: 1 },
})

it('up to 60 candidates every packing has to be proven best', () => {
  expect(brokenPromises('ranked', 60, figures(1, 1))).toEqual([])
  expect(brokenPromises('ranked', 60, figures(0.99, 1))).toEqual([
    'ranked, 60: 99.0 % are proven best, not all',
  ])
})

it('above, every packing has to be within 1 % of its bound', () => {
  expect(brokenPromises('ranked', 61, figures(0.2, 1))).toEqual([])
  expect(brokenPromises('ranked', 61, figures(1, 0.99))).toEqual([
    'ranked, 61: 99.0 % are within 1 % of their bound, not all',
  ])
})

it('counts what is packed', () => {
  const tool = (id: string) => ({
    id,
    usefulness: 0.5,
    options: [{ level: 'full', tokens: 10, value: 1, callable: true } as const],
    pinned: false,
    intents: [],
    needs: [],
  })
  const instance = { candidates: [tool('a'), tool('b'), tool('c')], limits: { maxTokens: 20 } }
  expect(packingSuite([instance])).toMatchObject({
    instances: 1,
    exact: 1,
    withinOnePercent: 1,
    gap: { most: 0 },
  })
})
