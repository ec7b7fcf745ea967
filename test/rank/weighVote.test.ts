import { describe, expect, it } from 'vitest'
import type { VoteOutcome } from '../../src/rank/Vote.js'
import { VoteMemory } from '../../src/rank/VoteMemory.js'
import { VOTE_OPTIONS, voteWeight } from '../../src/rank/voteWeight.js'
import { weighVote } from '../../src/rank/weighVote.js'
import { normalize } from '../../src/vector/normalize.js'
import { packVector } from '../../src/vector/packVector.js'
import { rankable } from './rankable.js'

const catalog = rankable(['a', 'b', 'c', 'd'])
const vector = Float32Array.of(1, 0)
const task = packVector(vector)
const near = packVector(normalize([1, 0.1]))
const SCORES = [6, 5, 4, 3]
const weigh = (memory: VoteMemory, position: number, outcome: VoteOutcome = 'good') =>
  weighVote(
    {
      task,
      position,
      outcome,
      query: { terms: [], vector },
      score: (at) => SCORES[at]!,
      candidates: [0, 1, 2, 3],
    },
    catalog,
    memory,
  )
const memoryOf = (votes: readonly (readonly [string, string])[]) => {
  const memory = new VoteMemory(2)
  for (const [on, toolId] of votes) {
    const { hash } = catalog.tools.find(({ id }) => id === toolId)!
    memory.add({ task: on, toolId, outcome: 'good', hash, lesson: 1 })
  }
  return memory
}

describe('weighVote', () => {
  it('says how far the votes before brought the tool, in 1 / rank, however little they are trusted', () => {
    expect(weigh(memoryOf([]), 2).moved).toBe(0)
    const memory = memoryOf([[near, 'c']])
    expect(weigh(memory, 2).moved).toBeCloseTo(1 - 1 / 3, 6)
    memory.note(-100)
    expect(memory.trust).toBe(0)
    expect(weigh(memory, 2).moved).toBeCloseTo(1 - 1 / 3, 6)
  })

  it('counts it against them where they raised what is turned down, or another tool', () => {
    const memory = memoryOf([[near, 'c']])
    expect(weigh(memory, 2, 'bad').moved).toBeCloseTo(1 / 3 - 1, 6)
    expect(weigh(memory, 0).moved).toBeCloseTo(1 / 2 - 1, 6)
  })

  it('asks neither votes on the very task, nor whether tools that are good for it too stand before', () => {
    expect(weigh(memoryOf([[task, 'c']]), 2).moved).toBe(0)
    const memory = memoryOf([
      [near, 'c'],
      [task, 'a'],
      [task, 'b'],
    ])
    expect(weigh(memory, 2).moved).toBe(0)
  })

  it('teaches what the scores did not know', () => {
    const sum = SCORES.reduce((total, score) => total + Math.exp(score), 0)
    expect(weigh(memoryOf([]), 1).lesson).toBeCloseTo(1 - Math.exp(5) / sum, 6)
    expect(weigh(memoryOf([]), 0, 'bad').lesson).toBeCloseTo(-Math.exp(6) / sum, 6)
  })
})

it('where an embedder makes everything the same, no vote is near', () => {
  expect(voteWeight(1, 1, VOTE_OPTIONS)).toBe(0)
  expect(voteWeight(1, 0.2, VOTE_OPTIONS)).toBe(1)
})
