import { readFileSync } from 'node:fs'
import type { ToolSource } from 'toolcrib'
import { beforeAll, describe, expect, test } from 'vitest'
import { BENCH_SERVERS } from '../../../bench/catalogs/benchServers.js'
import { readPins } from '../../../bench/catalogs/CatalogPin.js'
import { loadServers, readJudgements, readServerTasks } from '../../../bench/data/loadServers.js'
import { toolRows } from '../../../bench/data/toolRows.js'
import { assignSplits, groupOf } from '../../../bench/tasks/assignSplits.js'
import { knownTools } from '../../../bench/tasks/knownTools.js'
import type { ServerTask } from '../../../bench/tasks/ServerTask.js'
import { taskFaults } from '../../../bench/tasks/taskFaults.js'
import { NO_LISTS, serverLists } from './serverLists.js'

const tasks = await readServerTasks()
const README = readFileSync(new URL('../../../datasets/servers/README.md', import.meta.url), 'utf8')

function sizes(keyOf: (task: ServerTask) => string, rows: readonly ServerTask[] = tasks) {
  const counts: Record<string, number> = {}
  for (const row of rows) counts[keyOf(row)] = (counts[keyOf(row)] ?? 0) + 1
  return counts
}

describe('the tasks of datasets/servers', () => {
  test('are as many of each kind as was asked for', () => {
    expect(sizes(({ kind }) => kind)).toEqual({
      direct: 144,
      indirect: 144,
      multi: 104,
      context: 88,
      turns: 60,
      lang: 100,
      none: 80,
    })
  })

  test('are in five languages or more beside English, a hundred of them or more', () => {
    const { en, ...others } = sizes(({ lang = 'en' }) => lang)
    expect(en).toBeLessThan(tasks.length - 100)
    expect(Object.keys(others).length).toBeGreaterThanOrEqual(5)
  })

  test('need two to five tools where they are multi, each number of them', () => {
    const multi = tasks.filter(({ kind }) => kind === 'multi')
    expect(Object.keys(sizes(({ gold }) => `${gold.length}`, multi)).sort()).toEqual(['2', '3', '4', '5'])
  })

  test('are halved by hash, alike in kind and nearly in language and server', () => {
    const splits = assignSplits(tasks)
    expect(tasks.filter(({ id, split }) => splits.get(id) !== split).map(({ id }) => id)).toEqual([])
    expect(tasks.filter((task) => task.group !== groupOf(task)).map(({ id }) => id)).toEqual([])
    const [dev, rest] = ['dev', 'test'].map((half) => tasks.filter(({ split }) => split === half))
    expect(sizes(({ kind }) => kind, dev)).toEqual(sizes(({ kind }) => kind, rest))
    const [ours, theirs] = [dev, rest].map((half) => sizes(({ group }) => group ?? '', half))
    for (const [server, count] of Object.entries(ours!)) {
      expect(Math.abs(count - (theirs![server] ?? 0)), server).toBeLessThanOrEqual(8)
    }
  })

  test('are for every server, and the README counts them rightly', () => {
    const counts = sizes(({ group }) => group ?? '')
    for (const [server, { version, tools }] of Object.entries(readPins())) {
      expect(README).toContain(`| ${server} | `)
      expect(README).toContain(`| ${version} | ${tools} | ${counts[server]} |`)
    }
    for (const [kind, count] of Object.entries(sizes((task) => task.kind)))
      expect(README).toContain(`| ${kind} | ${count} |`)
    const said = Object.entries(sizes(({ lang = 'en' }) => lang)).filter(([lang]) => lang !== 'en')
    for (const [lang, count] of said) expect(README).toContain(`${lang} ${count}`)
  })
})

describe('the pins of datasets/servers', () => {
  test('are of the packages that are installed, one for each server that is started', () => {
    const manifest = JSON.parse(readFileSync(`${BENCH_SERVERS.folder}/package.json`, 'utf8'))
    const pins = readPins()
    expect(Object.keys(pins)).toEqual(Object.keys(BENCH_SERVERS.recipes))
    const versions = Object.fromEntries(Object.values(pins).map((pin) => [pin.package, pin.version]))
    expect(versions).toEqual(manifest.dependencies)
  })

  test('come from a lock file that names no registry', () => {
    expect(readFileSync(`${BENCH_SERVERS.folder}/package-lock.json`, 'utf8')).not.toContain('"resolved"')
  })
})

describe('the tasks against the lists of the servers', () => {
  let sources: ToolSource[] | undefined

  beforeAll(async () => {
    sources = await serverLists()
  }, 600_000)

  test('break no rule of the guide', ({ skip }) => {
    if (sources === undefined) return skip(NO_LISTS)
    expect(taskFaults(tasks, knownTools(sources))).toEqual([])
  })

  test('are loaded by halves, each task with what was said of it', async ({ skip }) => {
    if (sources === undefined) return skip(NO_LISTS)
    const halves = await Promise.all(['dev' as const, 'test' as const].map(loadServers))
    const ids = halves.flatMap(({ queries }) => queries.map(({ id }) => id))
    expect(ids.sort()).toEqual(tasks.map(({ id }) => id).sort())
    expect(halves[0]?.queries.every(({ split }) => split === 'dev')).toBe(true)
    for (const { queries, judged } of halves) {
      for (const { id, gold } of queries)
        expect([...judged!.get(id)!], id).toEqual(expect.arrayContaining([...gold]))
    }
  })

  test('are judged by tools that exist', async ({ skip }) => {
    if (sources === undefined) return skip(NO_LISTS)
    const ids = new Set(toolRows(sources).map(({ id }) => id))
    const named = [...(await readJudgements(tasks)).values()].flatMap(({ relevant = {}, not = [] }) => [
      ...not,
      ...Object.values(relevant).flat(),
    ])
    expect(named.filter((id) => !ids.has(id))).toEqual([])
  })
})
