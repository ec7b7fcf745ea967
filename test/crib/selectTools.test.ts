import { expect, it, vi } from 'vitest'
import { CostKeeper } from '../../src/crib/CostKeeper.js'
import { createCrib } from '../../src/crib/createCrib.js'
import type { RecallPlan } from '../../src/crib/Selection.js'
import { selectTools as pack, type SelectInput, type SelectLimits } from '../../src/crib/selectTools.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import { sources } from './sources.js'

type Limits = Partial<SelectLimits>
const limits = (given: Limits): SelectLimits => ({
  maxTools: 10,
  minConfidence: 0.03,
  levels: ['full'],
  ...given,
})
const handOut = (given: SelectInput, asked: Limits) => pack(given, limits(asked))
const selectTools = (given: SelectInput, asked: Limits) => handOut(given, asked).selection
const counter = { name: 'characters', exact: true, count: (text: string) => text.length }
const NAMES = Array.from({ length: 20 }, (_, i) => `t${String(i).padStart(2, '0')}`)
const catalog = createCatalog([{ tools: NAMES.map((name) => ({ name })) }])
const costs = await new CostKeeper(async () => counter).costs(catalog)

/** A ranking in the order of the catalog with these confidences. */
const input = (
  confidences: readonly number[],
  parts: { pinned?: string[]; nothing?: boolean; recall?: RecallPlan } = {},
): SelectInput => ({
  catalog,
  costs,
  scored: confidences.map((confidence, position) => ({
    tool: catalog.tools[position]!,
    position,
    rank: position + 1,
    score: -position,
    confidence,
    similarity: 0,
    similarityZ: 0,
    lexical: 0,
  })),
  explain: ({ tool, rank, score, confidence }) => ({
    tool,
    rank,
    score,
    confidence,
    evidence: { similarity: 0, hubness: 0, similarityZ: 0, lexical: 0, terms: [], contributions: [] },
  }),
  matched: () => ({ similarity: 0, hubness: 0, similarityZ: 0, lexical: 0, terms: [] }),
  task: 'x',
  index: 'exact',
  pinned: new Set(parts.pinned),
  fit: { probability: 0.5, evidence: 1, nothing: parts.nothing ?? false },
  cautions: [],
  recall: parts.recall,
  candidates: confidences.length,
  wishes: [],
  needs: new Map(),
  own: [],
  search: undefined,
  copies: new Map<number, number[]>(),
})
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id)

it('hands out the best tool whatever its confidence, and no other of next to none', () => {
  const { items, left } = selectTools(input([0.01, 0.029, 0.031]), { maxTools: 10 })
  expect(ids(items)).toEqual(['t00', 't02'])
  expect(left).toMatchObject([{ id: 't01', why: 'low-confidence' }])
})

it('hands out pinned tools alone where nothing fits', () => {
  const { items, tools, left } = selectTools(input([0.9, 0.8, 0.001], { pinned: ['t02'], nothing: true }), {
    maxTools: 10,
  })
  expect(items).toMatchObject([
    { id: 't02', pinned: true, reasons: ['pinned by the caller', expect.any(String)] },
  ])
  expect(tools).toEqual([{ name: 't02', inputSchema: { type: 'object' } }])
  expect(ids(left)).toEqual(['t00', 't01'])
})

it('names at most ten tools that were left, by rank, whatever the reason', () => {
  const { left } = selectTools(input([0.9, 0.01, ...Array(14).fill(0.5)]), { maxTools: 1 })
  expect(ids(left)).toEqual(NAMES.slice(1, 11))
  expect(left.slice(0, 2).map(({ why }) => why)).toEqual(['low-confidence', 'max-tools'])
})

it('tells of every tool that was left, beside the ten', () => {
  const { selection, left } = handOut(input([0.9, 0.01, ...Array(14).fill(0.5)]), { maxTools: 1 })
  expect(selection.left).toHaveLength(10)
  expect(left.map(({ item, why }) => `${item.rank} ${why}`).sort()).toEqual(
    ['2 low-confidence', ...Array.from({ length: 14 }, (_, at) => `${at + 3} max-tools`)].sort(),
  )
})

it('lists items by rank and tools by wire name', () => {
  const ranking = input([0.9, 0.8, 0.7])
  const { items, tools } = selectTools(
    { ...ranking, scored: [...ranking.scored].reverse() },
    { maxTools: 10 },
  )
  expect(items.map(({ rank }) => rank)).toEqual([1, 2, 3])
  expect(tools.map(({ name }) => name)).toEqual(['t00', 't01', 't02'])
})

const PLAN: RecallPlan = {
  value: 0.9,
  guarantee: 'mean',
  share: 0.2,
  reachable: true,
  basis: 'calibrated',
  tasks: 100,
}

it('hands out for a recall all tools down to the first that is too unlikely, the best one in any case', () => {
  const run = (confidences: number[], maxTools = 120, maxTokens?: number) =>
    selectTools(input(confidences, { recall: PLAN }), { maxTools, maxTokens })
  const all = run([0.05, 0.3, 0.2, 0.19, 0.25])
  expect(ids(all.items)).toEqual(['t00', 't01', 't02'])
  expect(all.left[0]).toMatchObject({ id: 't03', why: 'low-confidence' })
  expect(all.recall).toMatchObject({ ...PLAN, cutBy: null })
  expect(all.recall?.promise).toBe(
    'On average 90 % of the tools that tasks need are in the selection, by 100 labelled tasks of this catalog.',
  )
  const few = run([0.9, 0.8, 0.7], 2)
  expect(few.recall?.cutBy).toBe('max-tools')
  expect(few.recall?.promise).toContain('No promise: max-tools')
  expect(run([0.9, 0.8, 0.7], 120, 60).recall?.cutBy).toBe('max-tokens')
  expect(run([0.9, 0.8]).recall?.cutBy).toBeNull()
})

it('says what a recall rests on, and where it cannot be reached', () => {
  const promise = (change: Partial<RecallPlan>) =>
    selectTools(input([0.9], { recall: { ...PLAN, ...change } }), { maxTools: 120 }).recall?.promise
  expect(promise({ basis: 'default', tasks: 0 })).toContain('estimated from public sets')
  expect(promise({ basis: 'stale' })).toContain('an earlier state of this catalog')
  expect(promise({ guarantee: 'lower95' })).toContain('with a confidence of 95 %')
  expect(promise({ reachable: false })).toMatch(/^No promise/)
})

it('hands out nothing, without an error, where a counter counts lists far above their tools', async () => {
  const count = vi.fn((text: string) => (text.startsWith('[{"n') ? 5000 : 1))
  const crib = await createCrib({ sources, tokenizer: { name: 'lists', exact: true, count } })
  const { tools, tokens } = await crib.select('refund the last charge', { maxTokens: 4999, search: 'off' })
  expect(tools).toEqual([])
  expect(tokens.after).toBe(0)
  // Not once for each of 4,999 tokens.
  expect(count.mock.calls.length).toBeLessThan(100)
})
