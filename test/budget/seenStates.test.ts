import { expect, it } from 'vitest'
import type { LeveledCandidate } from '../../src/budget/LeveledPacking.js'
import { compileProblem } from '../../src/budget/packing/compileProblem.js'
import { PackingState } from '../../src/budget/packing/PackingState.js'
import { SeenStates } from '../../src/budget/packing/SeenStates.js'

const candidate = (id: string, more: Partial<LeveledCandidate> = {}): LeveledCandidate => ({
  id,
  usefulness: 0.5,
  options: [{ level: 'full', tokens: 10, value: 1, callable: true }],
  pinned: false,
  intents: [],
  needs: [],
  ...more,
})

const { problem } = compileProblem(
  [candidate('a'), candidate('b', { intents: [1] }), candidate('c', { needs: [['d']] }), candidate('d')],
  {},
)
const state = (taken: readonly number[]) => {
  const made = new PackingState(problem)
  for (const at of taken) made.set(at, problem.start[at]!)
  return made
}

it('follows a state again only with more profit, at another depth, or with other tokens', () => {
  const seen = SeenStates.of(problem, 4, 100)!
  expect(seen.improves(state([0]), 1, 0.5)).toBe(true)
  expect(seen.improves(state([0]), 1, 0.5)).toBe(false)
  expect(seen.improves(state([0]), 1, 0.499)).toBe(false)
  expect(seen.improves(state([0]), 1, 0.501)).toBe(true)
  expect(seen.improves(state([0]), 2, 0.5)).toBe(true)
  expect(seen.improves(state([]), 1, 0.5)).toBe(true)
})

it('tells apart what is covered and what is needed', () => {
  const seen = SeenStates.of(problem, 4, 100)!
  for (const taken of [[0], [1], [2], [3]]) {
    expect(seen.improves(state(taken), 4, 0.5)).toBe(true)
    expect(seen.improves(state(taken), 4, 0.5)).toBe(false)
  }
})

it('is not used where a server is limited', () => {
  const limited = compileProblem([candidate('a'), candidate('b'), candidate('c')], { maxPerServer: 1 })
  expect(SeenStates.of(limited.problem, 3, 100)).toBeUndefined()
})
