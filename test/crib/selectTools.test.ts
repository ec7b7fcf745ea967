import { expect, it } from 'vitest'
import { CostKeeper } from '../../src/crib/CostKeeper.js'
import { selectTools } from '../../src/crib/selectTools.js'
import { createCatalog } from '../../src/tool/Catalog.js'

const counter = { name: 'characters', exact: true, count: (text: string) => text.length }
const NAMES = Array.from({ length: 20 }, (_, i) => `t${String(i).padStart(2, '0')}`)
const catalog = createCatalog([{ tools: NAMES.map((name) => ({ name })) }])
const costs = await new CostKeeper(async () => counter).costs(catalog)

/** A ranking in the order of the catalog with these confidences. */
const input = (confidences: readonly number[], parts: { pinned?: string[]; nothingFits?: boolean } = {}) => ({
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
  explain: ({
    tool,
    rank,
    score,
    confidence,
  }: { tool: (typeof catalog.tools)[number] } & Record<'rank' | 'score' | 'confidence', number>) => ({
    tool,
    rank,
    score,
    confidence,
    evidence: { similarity: 0, similarityZ: 0, lexical: 0, terms: [] },
  }),
  task: 'x',
  index: 'exact',
  pinned: new Set(parts.pinned),
  nothingFits: parts.nothingFits ?? false,
})
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id)

it('hands out the best tool whatever its confidence, and no other of next to none', () => {
  const { items, left } = selectTools(input([0.01, 0.029, 0.031]), {})
  expect(ids(items)).toEqual(['t00', 't02'])
  expect(left).toMatchObject([{ id: 't01', why: 'low-confidence' }])
})

it('hands out pinned tools alone where nothing fits', () => {
  const { items, tools, left } = selectTools(
    input([0.9, 0.8, 0.001], { pinned: ['t02'], nothingFits: true }),
    {},
  )
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

it('lists items by rank and tools by wire name', () => {
  const ranking = input([0.9, 0.8, 0.7])
  const { items, tools } = selectTools({ ...ranking, scored: [...ranking.scored].reverse() }, {})
  expect(items.map(({ rank }) => rank)).toEqual([1, 2, 3])
  expect(tools.map(({ name }) => name)).toEqual(['t00', 't01', 't02'])
})
