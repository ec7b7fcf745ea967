import { expect, test } from 'vitest'
import { scoreOutcomes } from '../../bench/suites/scoreOutcomes.js'

const set = {
  name: 'tiny',
  sources: [{ server: 'a', tools: [{ name: 'x' }, { name: 'y' }] }, { tools: [{ name: 'z' }] }],
  queries: [],
}
const query = (id: string, gold: string[]) => ({ id, text: id, gold })

test('tokens and shares count tasks with gold only; empty selections are right or wrong by gold', () => {
  const outcomes = [
    { query: query('1', ['a/x', 'z']), ranked: ['a/y', 'a/x'], handed: { ids: ['a/x'], tokens: 30 } },
    { query: query('2', ['a/y']), ranked: ['a/y'], handed: { ids: [], tokens: 0 } },
    { query: query('3', []), ranked: ['a/y'], handed: { ids: [], tokens: 0 } },
    { query: query('4', []), ranked: ['a/y'], handed: { ids: ['a/y'], tokens: 900 } },
  ]
  const quality = scoreOutcomes(outcomes, set)
  expect(quality).toMatchObject({
    queries: 2,
    noGold: 2,
    tokensAfter: 15,
    kept: 0.25,
    emptyRight: 1,
    emptyWrong: 1,
  })
  expect(quality.metrics).toMatchObject({ 'tool@1': 0.5, 'server@1': 1, 'recall@5': 0.75 })
})

test('recall@5 by kind counts the tasks with gold of that kind', () => {
  const handed = { ids: [], tokens: 0 }
  const of = (id: string, kind: string, gold: string[]) => ({
    query: { ...query(id, gold), kind },
    ranked: ['a/y'],
    handed,
  })
  const outcomes = [
    of('1', 'direct', ['a/y']),
    of('2', 'none', []),
    of('3', 'multi', ['a/y', 'z']),
    of('4', 'direct', ['z']),
  ]
  expect(scoreOutcomes(outcomes, set).byKind).toEqual({ direct: 0.5, multi: 0.5 })
  expect(scoreOutcomes([{ query: query('1', ['z']), ranked: [], handed }], set).byKind).toEqual({})
})
