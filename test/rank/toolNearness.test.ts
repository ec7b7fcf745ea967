import { expect, test } from 'vitest'
import { candidatePositions } from '../../src/rank/candidatePositions.js'
import { rankTools } from '../../src/rank/rankTools.js'
import { dense, rankable, TASK_VECTOR } from './rankable.js'

test('hubness is taken away from the similarity, and told', () => {
  const catalog = { ...rankable(['a', 'b']), hubs: Float32Array.of(0.5, 0) }
  const query = { terms: [], vector: TASK_VECTOR }
  const items = rankTools(catalog, query, { dense: dense([0.75, 0.5]), limits: { limit: 2 } })
  // The cohort has a mean of 0.5 and a deviation of 0.5.
  expect(items.map(({ tool, score }) => [tool.id, score])).toEqual([['b', 0], ['a', -0.5]]) // biome-ignore format: pairs
  expect(items[1]?.evidence).toMatchObject({ similarity: 0.75, hubness: 0.5, similarityZ: -0.5 })
})

test('a task without a direction has nothing taken away', () => {
  const catalog = { ...rankable(['a', 'b']), hubs: Float32Array.of(0.5, 0) }
  const query = { terms: [], vector: Float32Array.of(0, 0) }
  const items = rankTools(catalog, query, { dense: dense([0, 0]), limits: { limit: 2 } })
  expect(items.map(({ score }) => score)).toEqual([0, 0])
})

test('where an approximate search finds a copy alone, the tool that stands for it is ranked', () => {
  const catalog = rankable(['a', 'b', 'c'])
  const limits = { limit: 3, hidden: new Map([[1, 0]]) }
  const signals = { dense: dense([0, 1, 0], [1, 2]), bm25: new Float32Array(3) }
  expect(candidatePositions(catalog, signals, limits)).toEqual([0, 2])
  expect(candidatePositions(catalog, { ...signals, dense: dense([0, 1, 0]) }, limits)).toEqual([0, 2])
})
