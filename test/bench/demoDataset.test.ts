import { readFileSync } from 'node:fs'
import { parseQueries, type QueryRow } from 'toolcrib/eval'
import { beforeAll, describe, expect, test } from 'vitest'
import { captureDemo } from '../../demo/captureDemo.js'
import { stem } from '../../src/text/stem.js'

const read = (name: string): QueryRow[] => {
  const url = new URL(`../../datasets/demo/${name}`, import.meta.url)
  return parseQueries(readFileSync(url, 'utf8'), name)
}
const queries = read('queries.jsonl')
const samples = read('samples.jsonl')
const all = [...queries, ...samples]

/** Words that say nothing about what a tool does. */
const FUNCTION_WORDS = new Set([
  'a',
  'an',
  'the',
  'for',
  'to',
  'of',
  'in',
  'on',
  'by',
  'from',
  'if',
  'as',
  'all',
])

const rightTools = (query: QueryRow): string[] => [
  ...query.gold,
  ...Object.values(query.alternatives ?? {}).flat(),
]
const words = (text: string): string[] =>
  text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1 && !FUNCTION_WORDS.has(word))

describe('demo tasks', () => {
  let ids = new Set<string>()
  let names: string[] = []

  beforeAll(async () => {
    const { sources } = await captureDemo()
    const tools = sources.flatMap(({ server, tools }) =>
      tools.map((tool) => ({ server, name: (tool as { name: string }).name })),
    )
    ids = new Set(tools.map(({ server, name }) => `${server}/${name}`))
    names = tools.map(({ name }) => name)
  }, 600_000)

  test('every gold id and alternative names a captured tool', () => {
    expect(ids.size).toBe(564)
    expect(all.flatMap(rightTools).filter((id) => !ids.has(id))).toEqual([])
  })

  test('alternatives belong to a gold id and are not gold themselves', () => {
    for (const query of all) {
      for (const [gold, others] of Object.entries(query.alternatives ?? {})) {
        expect(query.gold, query.id).toContain(gold)
        expect(others, query.id).not.toContain(gold)
        expect(others.length, query.id).toBeGreaterThan(0)
      }
    }
  })

  test('no id and no text occurs twice', () => {
    expect(new Set(all.map((query) => query.id)).size).toBe(all.length)
    expect(new Set(all.map((query) => query.text.toLowerCase())).size).toBe(all.length)
  })

  test('kinds are as many as the README says', () => {
    const sizes: Record<string, number> = {}
    for (const { kind } of queries) sizes[kind ?? ''] = (sizes[kind ?? ''] ?? 0) + 1
    expect(sizes).toEqual({ direct: 26, indirect: 32, multi: 14, long: 12, none: 10 })
  })

  test('empty gold and kind none mean the same, multi has several', () => {
    for (const query of all) {
      expect(query.gold.length === 0, query.id).toBe(query.kind === 'none')
      if (query.kind === 'multi') expect(query.gold.length, query.id).toBeGreaterThan(1)
    }
  })

  test('every server has tasks', () => {
    const servers = new Set(queries.flatMap((query) => query.gold.map((id) => id.split('/')[0])))
    expect([...servers].sort()).toEqual([...new Set([...ids].map((id) => id.split('/')[0]))].sort())
  })

  test('no task but a direct one contains the name of a tool', () => {
    const leaks = all.flatMap(({ id, kind, text }) => {
      if (kind === 'direct') return []
      const spaced = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}_-]+/gu, ' ')} `
      return names
        .filter((name) => spaced.includes(` ${name.toLowerCase()} `))
        .map((name) => `${id}: ${name}`)
    })
    expect(leaks).toEqual([])
  })

  test('an indirect task shares no content word with the name of a right tool', () => {
    const shared = all.flatMap((query) => {
      if (query.kind !== 'indirect') return []
      const used = new Set(words(query.text).map(stem))
      return rightTools(query).flatMap((id) =>
        words(id.slice(id.indexOf('/') + 1))
          .filter((word) => used.has(stem(word)))
          .map((word) => `${query.id}: ${word}`),
      )
    })
    expect(shared).toEqual([])
  })

  test('the samples hold a task that nothing fits', () => {
    expect(samples).toHaveLength(8)
    expect(samples.filter((query) => query.gold.length === 0)).toHaveLength(1)
  })
})
