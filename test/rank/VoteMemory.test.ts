import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/eval/seededRandom.js'
import { Cohort } from '../../src/rank/Cohort.js'
import { lesson } from '../../src/rank/lesson.js'
import type { Vote } from '../../src/rank/Vote.js'
import { MAX_VOTES, VoteMemory } from '../../src/rank/VoteMemory.js'
import { VOTE_OPTIONS, voteWeight } from '../../src/rank/voteWeight.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import { normalize } from '../../src/vector/normalize.js'
import { packVector } from '../../src/vector/packVector.js'

const { tools } = createCatalog([{ tools: ['a', 'b', 'c'].map((name) => ({ name })) }])
const axis = (at: number) => Float32Array.from({ length: 8 }, (_, i) => (i === at ? 1 : 0))
/** Of mean 0 for the first four axes. */
const cohort = new Cohort([axis(6), axis(7)])
const catalog = { tools, cohort }
const vote = (vector: Float32Array, toolId: string, parts: Partial<Vote> = {}): Vote => ({
  task: packVector(vector),
  toolId,
  outcome: 'good',
  hash: tools.find(({ id }) => id === toolId)?.hash ?? 'gone',
  lesson: 1,
  ...parts,
})
const memoryOf = (votes: readonly Vote[]) => {
  const memory = new VoteMemory(8)
  for (const one of votes) memory.add(one)
  return memory
}
const shiftsFor = (votes: readonly Vote[], task: Float32Array = axis(0)) =>
  Object.fromEntries([...memoryOf(votes).shifts(task, catalog)].map(([at, shift]) => [tools[at]!.id, shift]))

describe('VoteMemory', () => {
  it('raises what was good for the same task, less for a near one, not at all for a far one', () => {
    const votes = [vote(axis(0), 'a'), vote(axis(1), 'b')]
    const same = shiftsFor(votes).a!
    const near = shiftsFor(votes, normalize([1, 0.5, 0, 0, 0, 0, 0, 0])).a!
    expect(same).toBeGreaterThan(near)
    expect(near).toBeGreaterThan(0)
    expect(shiftsFor(votes, axis(2))).toEqual({})
    expect(shiftsFor(votes, new Float32Array(8))).toEqual({})
  })

  it('adds the share of what the votes teach, less what they teach of the tool everywhere', () => {
    const { doubt, others, most } = VOTE_OPTIONS
    const { a, b } = shiftsFor([vote(axis(0), 'a', { lesson: 0.8 }), vote(axis(0), 'b', { lesson: -0.5 })])
    expect(a).toBeCloseTo(most * (0.8 / (2 + doubt) - 0.8 / (2 + others)), 6)
    expect(b).toBeCloseTo((most * -0.5) / (2 + doubt), 6)
  })

  it('lets votes that agree outweigh one that does not', () => {
    const around = [0.1, 0.2, 0.3].map((value) => normalize([1, value, 0, 0, 0, 0, 0, 0]))
    const { a, b } = shiftsFor([...around.map((vector) => vote(vector, 'a')), vote(axis(0), 'b')])
    expect(a).toBeGreaterThan(2 * b!)
  })

  it('does not raise a tool that is voted for whatever the task', () => {
    const random = seededRandom(0)
    const anywhere = Array.from({ length: 200 }, () =>
      normalize(Float32Array.from({ length: 8 }, (_, i) => (i < 4 ? random() / 2 ** 31 - 1 : 0))),
    )
    const pushed = shiftsFor(anywhere.map((vector) => vote(vector, 'a'))).a
    expect(pushed ?? 0).toBeLessThan(shiftsFor([vote(axis(0), 'a')]).a! / 2)
  })

  it('keeps one vote for a task and tool: the last', () => {
    const memory = memoryOf([
      vote(axis(0), 'a'),
      vote(axis(0), 'b'),
      vote(axis(0), 'a', { outcome: 'bad', lesson: -0.4 }),
    ])
    expect(memory.votes.map(({ toolId, outcome }) => [toolId, outcome])).toEqual([
      ['a', 'bad'],
      ['b', 'good'],
    ])
    expect(memory.goodFor(packVector(axis(0)), tools)).toEqual(new Set([1]))
    expect(memory.has({ task: packVector(axis(0)), toolId: 'b' })).toBe(true)
    expect(memory.has({ task: packVector(axis(1)), toolId: 'b' })).toBe(false)
  })

  it('counts a vote for the definition that it was given on, and again when that comes back', () => {
    const memory = memoryOf([vote(axis(0), 'a')])
    const shifts = (list: typeof tools) => memory.shifts(axis(0), { tools: list, cohort }).size
    const changed = createCatalog([{ tools: [{ name: 'a', description: 'Now something else.' }] }]).tools
    expect([shifts(tools), shifts(changed), shifts(tools.slice(1)), shifts(tools)]).toEqual([1, 0, 0, 1])
    expect(memory.votes).toHaveLength(1)
  })

  it('finds its tools again where they stand elsewhere in the catalog', () => {
    const memory = memoryOf([vote(axis(0), 'a'), vote(axis(1), 'b', { lesson: 0.3 })])
    const before = memory.shifts(axis(0), catalog).get(0)!
    const { tools: more } = createCatalog([{ tools: ['0', 'a', 'b', 'c'].map((name) => ({ name })) }])
    expect([...memory.shifts(axis(0), { tools: more, cohort })]).toEqual([[1, before]])
  })

  it('forgets the oldest votes, and shifts as one that never had them', () => {
    const random = seededRandom(1)
    const votes = Array.from({ length: MAX_VOTES + 1_700 }, (_, at) =>
      vote(normalize(Float32Array.from({ length: 8 }, () => random() / 2 ** 31 - 1)), 'abc'[at % 3]!),
    )
    const memory = memoryOf(votes)
    const kept = votes.slice(-MAX_VOTES)
    expect(memory.votes).toEqual(kept)
    expect(memory.has(votes[1_699]!)).toBe(false)
    expect(memory.has(votes[1_700]!)).toBe(true)
    expect([...memory.shifts(axis(0), catalog)]).toEqual([...memoryOf(kept).shifts(axis(0), catalog)])
    memory.add({ ...votes.at(-1)!, lesson: 0.25 })
    expect(memory.votes.at(-1)!.lesson).toBe(0.25)
    expect(memory.votes).toHaveLength(MAX_VOTES)
  })

  it('believes votes as far as they have foretold others', () => {
    const memory = memoryOf([vote(axis(0), 'a')])
    const full = memory.shifts(axis(0), catalog).get(0)!
    expect(memory.trust).toBe(1)
    memory.note(0.5)
    memory.note(-1.5)
    expect(memory.record).toEqual({ gain: 0.5, loss: 1.5 })
    expect(memory.trust).toBeCloseTo(1 / 4, 6)
    expect(memory.shifts(axis(0), catalog).get(0)).toBeCloseTo(full / 4, 6)
    expect(memory.shifts(axis(0), catalog, { trust: 1 }).get(0)).toBeCloseTo(full, 6)
    memory.note(-9)
    expect(memory.trust).toBe(0)
    expect(memory.shifts(axis(0), catalog, { except: packVector(axis(0)), trust: 1 }).size).toBe(0)
  })

  it('remembers nothing of a task without direction, or of another length', () => {
    const memory = new VoteMemory(8)
    expect(memory.add(vote(new Float32Array(8), 'a'))).toBe(false)
    expect(memory.add(vote(Float32Array.of(1, 0), 'a'))).toBe(false)
    expect(memory.votes).toEqual([])
  })

  it('shifts at most five tools up and five down', () => {
    const many = createCatalog([
      { tools: Array.from({ length: 20 }, (_, at) => ({ name: `t${String(at).padStart(2, '0')}` })) },
    ]).tools
    const memory = new VoteMemory(8)
    for (const [at, { id, hash }] of many.entries())
      memory.add(vote(axis(0), id, { hash, lesson: (at - 9.5) / 10 }))
    const shifts = [...memory.shifts(axis(0), { tools: many, cohort })]
    expect(shifts.map(([position]) => position)).toEqual([19, 18, 17, 16, 15, 4, 3, 2, 1, 0])
  })
})

describe('what a vote teaches', () => {
  it('is what the texts did not know', () => {
    expect(lesson(5, [5, 5], 'good')).toBeCloseTo(0.5, 6)
    expect(lesson(5, [5, 5], 'bad')).toBeCloseTo(-0.5, 6)
    expect(lesson(50, [50, 5], 'good')).toBeCloseTo(0, 6)
    expect(lesson(5, [50, 5], 'good')).toBeCloseTo(1, 6)
    expect(lesson(7, [1], 'bad')).toBe(-1)
  })

  it('weighs by nearness beyond what the task is to anything', () => {
    expect(voteWeight(1, 0.2, VOTE_OPTIONS)).toBe(1)
    expect(voteWeight(1.001, 0.2, VOTE_OPTIONS)).toBe(1)
    expect(voteWeight(0.2 + 0.8 * VOTE_OPTIONS.bar, 0.2, VOTE_OPTIONS)).toBe(0)
    expect(voteWeight(0.65, 0, VOTE_OPTIONS)).toBeCloseTo(0.5 ** VOTE_OPTIONS.power, 6)
    expect(voteWeight(0.64, 0.5, VOTE_OPTIONS)).toBe(0)
  })
})

describe('a snapshot', () => {
  it('stays as it was when votes are added, replaced and forgotten', () => {
    const memory = memoryOf([vote(axis(0), 'a'), vote(axis(1), 'b')])
    const before = memory.shifts(axis(0), catalog)
    const kept = memory.snapshot()
    memory.note(-5)
    memory.add(vote(axis(0), 'a', { outcome: 'bad', lesson: -1 }))
    memory.add(vote(normalize([1, 0.1, 0, 0, 0, 0, 0, 0]), 'c'))
    expect(memory.shifts(axis(0), catalog)).not.toEqual(before)
    expect(kept.shifts(axis(0), catalog)).toEqual(before)
    expect(before.size).toBeGreaterThan(0)
  })
})
