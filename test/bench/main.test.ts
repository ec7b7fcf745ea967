import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))
const run = (file: string, args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', path(file), ...args], {
    encoding: 'utf8',
    cwd: path(''),
    timeout: 60_000,
  })

/** Needs dist/, which `npm test` builds first. */
describe('bench/main.ts', () => {
  test('passes arguments on to the program over the built package, and its exit code back', () => {
    const { status, stderr, stdout } = run('bench/main.ts', ['nonsense'])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('usage: There is no suite "nonsense"')
  }, 120_000)

  test('ranks a set of the user and prints one JSON document', () => {
    const file = path('test/fixtures/bench')
    const args = ['--tools', `${file}/tools.jsonl`, '--queries', `${file}/queries.jsonl`, '--json']
    const { status, stdout } = run('bench/main.ts', [...args, '--models', path('test/fixtures/bench')])
    expect(status).toBe(0)
    const { suites } = JSON.parse(stdout)
    expect(Object.keys(suites)).toEqual(['ranking'])
    expect(suites.ranking).toMatchObject({ set: 'bench', tools: 4, maxTokens: 2000, counter: 'o200k_base' })
    const names = suites.ranking.rows.map((row: { name: string }) => row.name)
    expect(names).toEqual(expect.arrayContaining(['all tools', 'BM25 search', 'MiniLM', 'toolcrib']))
    const row = (name: string) => suites.ranking.rows.find((one: { name: string }) => one.name === name)
    expect(row('MiniLM').skipped).toContain('MiniLM')
    expect(row('toolcrib').metrics['tool@1']).toBe(1)
  }, 120_000)
})
