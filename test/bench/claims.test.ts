import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listTokens } from '../../bench/claims/ClaimInput.js'
import { CUTS, cutClaim } from '../../bench/claims/cutClaim.js'
import { ROUTING_SIZES, routingClaim } from '../../bench/claims/routingClaim.js'
import { sampleCatalogs } from '../../bench/claims/sampleCatalogs.js'
import { savedClaim } from '../../bench/claims/savedClaim.js'
import { searchClaim } from '../../bench/claims/searchClaim.js'
import { THRESHOLDS, thresholdClaim } from '../../bench/claims/thresholdClaim.js'
import type { Contender } from '../../bench/contenders/Contender.js'
import type { BenchSet } from '../../bench/data/BenchSet.js'
import { toolRows } from '../../bench/data/toolRows.js'
import { cutSection } from '../../bench/sections/claims/cutSection.js'
import { routingSection } from '../../bench/sections/claims/routingSection.js'
import { savedSection } from '../../bench/sections/claims/savedSection.js'
import { searchSection } from '../../bench/sections/claims/searchSection.js'
import { thresholdSection } from '../../bench/sections/claims/thresholdSection.js'
import { documentOf } from './documentOf.js'

const SERVERS = 26
const PER_SERVER = 20
/** Tool `<letter>/do_<n>`; a task names its right tools. */
const set: BenchSet = {
  name: 'made up',
  sources: Array.from({ length: SERVERS }, (_, server) => ({
    server: String.fromCharCode(97 + server),
    tools: Array.from({ length: PER_SERVER }, (__, at) => ({
      name: `do_${at}`,
      description: `Number ${at}`,
      inputSchema: { type: 'object' },
    })),
  })),
  queries: [
    ...Array.from({ length: 40 }, (_, at) => {
      const gold = [`${String.fromCharCode(97 + (at % SERVERS))}/do_${at % PER_SERVER}`]
      return { id: `q${at}`, text: gold.join(' '), gold }
    }),
    { id: 'two', text: 'a/do_1 b/do_2', gold: ['a/do_1', 'b/do_2'] },
    { id: 'none', text: 'nothing', gold: [] },
  ],
}
const ids = ({ sources }: BenchSet) => toolRows(sources).map(({ id }) => id)
/** Knows the answer to a task in a catalog of fewer than `limit` tools, and there only. */
const knowing = (limit: number): Contender => {
  let there: string[] = []
  return {
    name: 'toolcrib',
    index: async (sources) => {
      there = toolRows(sources).map(({ id }) => id)
    },
    rank: (task, most) => {
      const text = String(task)
      const right = there.length < limit ? text.split(' ').filter((id) => there.includes(id)) : []
      return [...right, ...there.filter((id) => !text.split(' ').includes(id))].slice(0, most)
    },
  }
}
const tokens = new Map(ids(set).map((id) => [id, 99]))
const input = (contender: Contender) => ({
  set,
  contenders: [contender],
  tokens,
  onProgress: () => undefined,
})

test('each task is in one drawn catalog, with what it needs and as many others as there is room for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 400 }),
      fc.constantFrom('any' as const, 'siblings' as const),
      fc.nat(),
      (size, fill, seed) => {
        const catalogs = sampleCatalogs(set, { size, fill, seed })
        expect(sampleCatalogs(set, { size, fill, seed })).toEqual(catalogs)
        expect(catalogs.flatMap(({ queries }) => queries.map(({ id }) => id)).sort()).toEqual(
          set.queries
            .filter(({ gold }) => gold.length > 0)
            .map(({ id }) => id)
            .sort(),
        )
        for (const catalog of catalogs) {
          const there = new Set(ids(catalog))
          expect(there.size).toBe(size)
          const needed = new Set(catalog.queries.flatMap(({ gold }) => gold))
          expect([...needed].every((id) => there.has(id))).toBe(true)
          expect(needed.size).toBeLessThanOrEqual(Math.max(size / 2, 2))
          const servers = new Set([...needed].map((id) => id[0]))
          const strangers = [...there].filter((id) => !servers.has(id[0])).length
          if (fill === 'siblings' && size <= servers.size * PER_SERVER) expect(strangers).toBe(0)
        }
      },
    ),
    { numRuns: 30 },
  )
})

describe('claims', () => {
  test('a cut of 50 tools: tokens, recall and money', async () => {
    const figures = await cutClaim(input(knowing(51)))
    expect(figures).toMatchObject({ tasks: 41, listTokens: 5002 })
    expect(figures.rows.map(({ cut, recall }) => [cut, recall?.value])).toEqual(CUTS.map((cut) => [cut, 1]))
    expect(figures.rows[0]?.saved).toBeCloseTo(1 - 502 / 5002)
    const fixed = figures.money.find(({ policy }) => policy === 'fixed')
    expect(fixed?.uncached).toBeLessThan(fixed?.cached ?? 0)
    documentOf([cutSection(figures)])
    const dearer = { ...figures, money: [{ policy: 'per-turn' as const, uncached: 0.6, cached: 1.975 }] }
    expect(cutSection(dearer).text?.[2]).toContain(
      'saves 40.0 % without caching, and with it costs 1.98 times as much as all tools',
    )
    expect(cutSection(figures).text?.[2]).toContain('5 tools save 90.0 % and hold 100.0 % of the right tools')
  })

  test('routing: the share of right first tools, by size', async () => {
    const figures = await routingClaim(input(knowing(100)))
    expect(figures).toHaveLength(2 * ROUTING_SIZES.length)
    expect(figures.slice(0, 6).map(({ size, first }) => [size, first?.value])).toEqual([
      [10, 1],
      [20, 1],
      [50, 1],
      [100, 0],
      [200, 0],
      [500, 0],
    ])
    const section = routingSection(figures)
    documentOf([section])
    expect(section.tables?.[0]?.rows[1]?.slice(0, 2)).toEqual([
      'toolcrib, tools of the same servers beside',
      { value: 1, low: 1, high: 1 },
    ])
    expect(section.text?.[2]).toContain('100.0 % at 50, 0.0 % at 500')
  })

  test('saved tokens: at which recall', async () => {
    const figures = await savedClaim(input(knowing(1000)))
    expect(figures.map(({ left }) => left)).toEqual([1, 3, 5, 10, 20, 50, 100])
    expect(figures[0]?.recall?.value).toBeCloseTo((40 + 0.5) / 41)
    expect(figures[6]?.saved).toBeCloseTo(1 - 10_002 / 52_002)
    documentOf([savedSection(520, figures)])
    expect(savedSection(520, figures).text?.[2]).toContain('one tool saves 99.8 % and holds 98.8 %')
  })

  test('searches: a hit is one right tool among five', async () => {
    const figures = await searchClaim([set], [knowing(1000), knowing(1)], () => undefined)
    expect(figures.map(({ tools, hit, recall }) => [tools, hit?.value, recall?.value])).toEqual([
      [520, 1, 1],
      [520, 0, 0],
    ])
    documentOf([searchSection(figures)])
    expect(searchSection(figures).text?.[2]).toContain('among 520 tools')
  })

  test('thresholds: what is too far is not handed out, rightly or wrongly', async () => {
    const small: BenchSet = {
      name: 's',
      sources: [
        {
          tools: ['near', 'far'].map((name) => ({
            name,
            description: name,
            inputSchema: { type: 'object' },
          })),
        },
      ],
      queries: [
        { id: '1', text: 'near', gold: ['near'] },
        { id: '2', text: 'far', gold: ['far'] },
        { id: '3', text: 'else', gold: [] },
      ],
    }
    const vectors: Record<string, number[]> = {
      'near: near': [1, 0],
      'far: far': [0, 1],
      near: [1, 0],
      far: [0.97, 0.25],
      else: [0, 0],
    }
    const embed = async (texts: string[]) => Float32Array.from(texts.flatMap((text) => vectors[text] ?? []))
    const figures = await thresholdClaim(
      small,
      embed,
      new Map([
        ['near', 9],
        ['far', 9],
      ]),
    )
    expect(figures.map(({ threshold }) => threshold)).toEqual([...THRESHOLDS])
    expect(figures.map(({ recall }) => recall?.value)).toEqual([1, 1, 0.5, 0.5, 0.5])
    expect(figures.map(({ tools, emptyRight, emptyWrong }) => [tools, emptyRight, emptyWrong])[0]).toEqual([
      2, 0, 0,
    ])
    expect(figures[2]).toMatchObject({ tools: 1, emptyRight: 1, emptyWrong: 0 })
    documentOf([thresholdSection(figures)])
    expect(thresholdSection(figures).text?.[2]).toContain('with 0.3 it is 50.0 % in 1.0 tools')
  })
})

test('lists cost their tools, brackets and commas', () => {
  expect(listTokens(new Map([['a', 5]]), ['a', 'unknown'])).toBe(2 + 6 + 1)
})
