import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pooledTools, sizedCatalog } from '../../bench/data/sizedCatalog.js'
import { toolRows } from '../../bench/data/toolRows.js'
import { runChild } from '../../bench/scale/runChild.js'
import type { AloneFigures, ColdFigures, TurnFigures } from '../../bench/scale/ScaleJob.js'
import { scaleSections } from '../../bench/sections/scaleSections.js'
import { sources } from '../crib/sources.js'
import { documentOf } from './documentOf.js'

const pool = pooledTools([...sources, { server: 'copy', tools: sources[0]?.tools ?? [] }])

test('a pool holds every definition once', () => {
  expect(pool).toHaveLength(6)
  expect(new Set(pool.map(({ server }) => server))).toEqual(new Set(['payments', 'mail', 'weather']))
})

test('catalogs have exactly the size, no two tools alike, and smaller ones are the beginning of larger ones', () => {
  const ids = (size: number) => toolRows(sizedCatalog(pool, size)).map(({ id }) => id)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (one, two) => {
      const [small, large] = [ids(Math.min(one, two)), new Set(ids(Math.max(one, two)))]
      expect(large.size).toBe(Math.max(one, two))
      expect(small).toHaveLength(Math.min(one, two))
      expect(small.every((id) => large.has(id))).toBe(true)
    }),
    { numRuns: 40 },
  )
  const alike = ['one', 'two'].map((description) => ({
    name: 'a',
    description,
    inputSchema: { type: 'object' },
  }))
  const twins = sizedCatalog(pooledTools([{ server: 's', tools: alike }]), 3)
  expect(new Set(toolRows(twins).map(({ id }) => id)).size).toBe(3)
  const texts = toolRows(sizedCatalog(pool, 40)).map(({ name, description }) => `${name} ${description}`)
  expect(new Set(texts).size).toBe(40)
})

/** Needs dist/, which `npm test` builds first. */
test('children measure one contender alone, several in turns, and a fresh process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-scale-'))
  try {
    const file = join(folder, 'job.json')
    const tasks = ['refund a charge', 'weather in Lisbon']
    writeFileSync(
      file,
      JSON.stringify({ sources, rows: toolRows(sources), tasks, warmUp: ['send an email'] }),
    )
    const alone = await runChild<AloneFigures>('child.ts', [file, 'minisearch'])
    expect(alone.index).toBeGreaterThan(0)
    expect(alone.rss).toBeGreaterThan(Math.max(10, alone.heap))
    const turns = await runChild<TurnFigures[]>('child.ts', [file, 'BM25,minisearch'])
    expect(turns.map(({ name, p50, p95 }) => [name, p50 > 0, p95 >= p50])).toEqual([
      ['BM25', true, true],
      ['minisearch', true, true],
    ])
    const cold = await runChild<ColdFigures>('coldChild.mjs', ['toolcrib', file, ''])
    expect(cold.first).toBeGreaterThan(cold.load)
    await expect(runChild('child.ts', [join(folder, 'none'), 'BM25'])).rejects.toThrow('ended with code 1')
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 120_000)

test('ratios are to ours at the same size; where ours added nothing there is none', () => {
  const row = (name: string, tools: number, p50: number, heap = 2) => ({
    name,
    tools,
    p50,
    p95: p50,
    index: p50,
    heap,
    rss: p50,
  })
  const [section] = scaleSections(
    [row('toolcrib', 50, 2), row('BM25', 50, 1, 5), row('toolcrib', 500, 4, -1), row('BM25', 500, 16)],
    [
      { name: 'toolcrib', tools: 50, load: 10, first: 20 },
      { name: 'minisearch', tools: 50, load: 1, first: 5 },
    ],
  )
  expect(documentOf(section === undefined ? [] : [section]).sections).toHaveLength(1)
  const [sizes, cold] = section?.tables ?? []
  expect(sizes?.rows[1]?.slice(0, 4)).toEqual(['BM25', 50, 1, 0.5])
  expect(sizes?.rows[3]?.slice(2, 4)).toEqual([16, 4])
  expect([sizes?.rows[1]?.[9], sizes?.rows[3]?.[9]]).toEqual([2.5, null])
  expect(sizes?.columns).toHaveLength(sizes?.rows[0]?.length ?? 0)
  expect(cold?.rows[1]).toEqual(['minisearch', 50, 1, 5, 0.25])
  expect(section?.plots?.[0]).toMatchObject({
    series: [
      {
        name: 'toolcrib',
        points: [
          { x: 50, y: 2 },
          { x: 500, y: 4 },
        ],
      },
      {},
    ],
  })
})
