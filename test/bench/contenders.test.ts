import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { contenders } from '../../bench/contenders/contenders.js'
import { loadSet } from '../../bench/data/loadSet.js'
import { annSuite, overlap } from '../../bench/suites/annSuite.js'
import { type RankingRow, rankingSuite } from '../../bench/suites/rankingSuite.js'
import { sharedPath } from '../shared.js'

const tool = (name: string, description: string) => ({ name, description, inputSchema: { type: 'object' } })
const sources = [
  {
    server: 'mail',
    tools: [tool('send_message', 'Sends a letter to a person'), tool('list_inbox', 'Shows letters')],
  },
  {
    server: 'maps',
    tools: [tool('find_route', 'Finds the way between two towns'), tool('show_weather', 'Rain or sun')],
  },
]
const queries = [
  { id: '1', text: 'find a route between two towns', gold: ['maps/find_route'] },
  { id: '2', text: 'send a letter to this person', gold: ['mail/send_message'] },
  { id: '3', text: 'zzz qqq', gold: [] },
]
const progress = () => ({ update: () => undefined, end: () => undefined })
const cost = {
  total: 400,
  tools: new Map(
    ['mail/send_message', 'mail/list_inbox', 'maps/find_route', 'maps/show_weather'].map((id) => [id, 100]),
  ),
}
const scored = (rows: readonly RankingRow[]) => rows.flatMap((row) => ('skipped' in row ? [] : [row]))

describe('rankingSuite', () => {
  test('every contender that searches finds what is said in the words of the tool', async () => {
    const models = sharedPath('models')
    const rows = await rankingSuite(
      { name: 'tiny', sources, queries },
      { contenders, cost, maxTokens: 250, models, progress },
    )
    expect(rows.map((row) => row.name)).toEqual(contenders.map((entry) => entry.name))
    for (const row of scored(rows)) {
      expect({ name: row.name, queries: row.queries, noGold: row.noGold }).toEqual({
        name: row.name,
        queries: 2,
        noGold: 1,
      })
      if (row.name === 'all tools') continue
      expect(row.metrics['tool@1'], row.name).toBe(1)
      expect(row.metrics['server@1'], row.name).toBe(1)
      expect(row.tokensAfter, row.name).toBeLessThanOrEqual(250)
      expect(row.kept, row.name).toBe(1)
    }
    expect(scored(rows)[0]).toMatchObject({ name: 'all tools', tokensAfter: 400, kept: 1 })
    const skipped = rows.flatMap((row) => ('skipped' in row ? [row.name] : []))
    expect(skipped.filter((name) => name !== 'MiniLM' && name !== 'toolcrib, hnsw')).toEqual([])
  }, 120_000)
})

describe('annSuite', () => {
  test('on a handful of tools HNSW finds what the exact index finds', async () => {
    const row = await annSuite(
      { name: 'tiny', sources, texts: queries.map((query) => query.text) },
      progress(),
    )
    expect(row).toMatchObject({ tools: 4, tasks: 3, recall20: 1 })
  })

  test('overlap is the share of the expected', () => {
    expect(overlap([1, 2, 3, 4], [4, 3, 9])).toBe(0.5)
    expect(overlap([], [1])).toBe(1)
  })
})

describe('loadSet', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const tools = file('tools.jsonl', '{"id":"a/x","name":"x","server":"a"}\n')

  test('reads tools and tasks', async () => {
    const set = await loadSet({ tools, queries: file('q.jsonl', '{"id":"1","text":"t","gold":["a/x"]}\n') })
    expect(set.queries).toHaveLength(1)
    expect(set.sources).toMatchObject([{ server: 'a', ids: ['a/x'] }])
  })

  test('a gold id that is no tool is an error', async () => {
    const bad = file('bad.jsonl', '{"id":"1","text":"t","gold":["a/constructor"]}\n')
    await expect(loadSet({ tools, queries: bad })).rejects.toMatchObject({ code: 'eval-invalid' })
  })

  test('an absent file is an error that names it', async () => {
    await expect(loadSet({ tools: join(folder, 'none'), queries: tools })).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('none'),
    })
  })
})

test('bench imports the library only through its public surface', () => {
  const root = fileURLToPath(new URL('../../bench', import.meta.url))
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.includes('node_modules'),
  )
  expect(files.length).toBeGreaterThan(20)
  const inner = files.flatMap((name) =>
    [...readFileSync(join(root, name), 'utf8').matchAll(/from '([^']+)'|import\('([^']+)'\)/g)]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter((path) => path.includes('src/') || path.includes('dist/'))
      .map((path) => `${name}: ${path}`),
  )
  expect(inner).toEqual([])
})
