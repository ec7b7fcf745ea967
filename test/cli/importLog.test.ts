import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ImportLogDocument } from '../../src/cli/commands/importLog.js'
import { parseQueries } from '../../src/eval/index.js'
import { type CliSetup, jsonLines, runInProcess, TOOLS } from './testIo.js'

const said = (content: string) => ({ role: 'user', content })
const called = (id: string, name: string) => ({
  role: 'assistant',
  tool_calls: [{ id, type: 'function', function: { name, arguments: '{}' } }],
})
const LOG = [
  {
    messages: [
      said('refund it to ana@example.com'),
      called('1', 'mcp__pay__refund_payment'),
      called('2', 'Bash'),
    ],
  },
  { messages: [said('find Ana'), called('3', 'search')] },
  { messages: [said('mail her'), called('4', 'mail__send')] },
]

async function run(argv: readonly string[], setup: CliSetup & { log?: string } = {}) {
  const files: Record<string, string> = { t: jsonLines(TOOLS), 'logs/a.jsonl': setup.log ?? jsonLines(LOG) }
  const result = await runInProcess(['import-log', 'logs/a.jsonl', ...argv], { ...setup, files })
  return { ...result, files, document: () => JSON.parse(result.stdout) as ImportLogDocument }
}

test('writes rows that eval reads, and evaluates them', async () => {
  const { files, code, stdout } = await run(['--tools', 't', '--out', 'tasks.jsonl'])
  expect(code).toBe(0)
  expect(parseQueries(files['tasks.jsonl']!, 'tasks.jsonl')).toMatchObject([
    { text: 'refund it to <email>', gold: ['pay/refund_payment'] },
    { text: 'mail her', gold: ['mail/send'] },
  ])
  expect(JSON.parse(files['tasks.jsonl']!.split('\n')[0]!).source).toBe('a.jsonl:1')
  expect(stdout).toContain('2 tasks from 4 calls in tasks.jsonl')
  expect(stdout).toContain('1 request whose calls name no known tool: no task')
  expect(stdout).toMatch(/search +1 +may be mail\/search, pay\/search/)
  expect(stdout).toMatch(/Bash +1 +no tool has this name/)
  const scored = await runInProcess(['eval', '--tools', 't', '--queries', 'tasks.jsonl', '--json'], { files })
  expect(JSON.parse(scored.stdout)).toMatchObject({ queries: 2, metrics: { 'recall@1': 1 } })
})

test('without --out the tasks are on stdout, and nothing else', async () => {
  const { stdout, stderr, code } = await run(['--tools', 't'])
  expect(code).toBe(0)
  expect(parseQueries(stdout, 'stdout')).toHaveLength(2)
  expect(stderr).toMatch(/^2 tasks from 4 calls\n/)
})

test('without tools names are taken as they are', async () => {
  const { stdout } = await run(['--no-redact'])
  const rows = parseQueries(stdout, 'stdout')
  expect(rows.map(({ gold }) => gold)).toEqual([['pay/refund_payment', 'Bash'], ['search'], ['mail__send']])
  expect(rows[0]!.text).toContain('ana@example.com')
})

describe('the JSON document', () => {
  test('has exactly the documented members', async () => {
    const { document, code } = await run(['--tools', 't', '--out', 'o', '--json'])
    expect(code).toBe(0)
    const members = [
      'out',
      'tasks',
      'tools',
      'files',
      'calls',
      'failedCalls',
      'callsWithoutText',
      'skipped',
      'repeated',
    ]
    const more = ['unmatched', 'redacted', 'servers', 'leftOut', 'warnings']
    expect(Object.keys(document()).sort()).toEqual([...members, ...more].sort())
    expect(document()).toMatchObject({ out: 'o', tasks: 2, tools: 5, redacted: 1, calls: 4 })
    expect(document().files).toEqual([
      {
        file: 'a.jsonl',
        records: { openai: 3 },
        broken: { count: 0, lines: [] },
        unrecognised: { count: 0, lines: [] },
      },
    ])
  })

  test('needs a file for the tasks', async () => {
    const { code, stdout } = await run(['--json'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('--out'),
    })
  })
})

test('broken lines are told with their numbers, and the rest is read', async () => {
  const log = `{"messages":\n${jsonLines(LOG)}{"half": \n{"other":1}\n`
  const { code, stderr, stdout } = await run(['--tools', 't'], { log })
  expect(code).toBe(4)
  expect(parseQueries(stdout, 'stdout')).toHaveLength(2)
  expect(stderr).toContain('2 records cannot be read:\n    line 1: ')
  expect(stderr).toContain('    line 5: ')
  expect(stderr).toContain('1 record of no known format:\n    line 6: members: other')
})

test('a log without a task is told by the exit code', async () => {
  expect((await run([], { log: jsonLines([{ messages: [said('hi')] }]) })).code).toBe(3)
})

test('a file that is not there is named', async () => {
  const { code, stderr } = await runInProcess(['import-log', 'gone'], {})
  expect(code).toBe(2)
  expect(stderr).toMatch(/^error: gone \(a log\) cannot be read: it does not exist/)
})

test('hidden characters of a log are escaped in every row', async () => {
  const log = jsonLines([{ messages: [said('turn \u202e around'), called('1', 'x')] }])
  const { stdout } = await run([], { log })
  expect(stdout).toContain('\\u202e')
  expect(JSON.parse(stdout).text).toBe('turn \u202e around')
})

test('a large file is read without being held', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-log-'))
  try {
    const { execFileSync } = await import('node:child_process')
    const file = join(folder, 'big.jsonl')
    const tool = { type: 'function', function: { name: 'x', description: 'y'.repeat(40_000) } }
    const row = (at: number) => ({
      request: { messages: [said(`wish ${at}`)], tools: [tool] },
      response: { choices: [{ message: called(`c${at}`, 'x') }] },
    })
    for (let part = 0; part < 4; part++)
      writeFileSync(file, jsonLines(Array.from({ length: 400 }, (_, at) => row(part * 400 + at))), {
        flag: 'a',
      })
    const script = new URL('../fixtures/importBigLog.ts', import.meta.url).pathname
    // 64 MB of log through a heap of 48 MB.
    const argv = ['--max-old-space-size=48', '--import', 'tsx', script, file]
    expect(execFileSync(process.execPath, argv, { encoding: 'utf8' })).toBe('1600')
    expect(readFileSync(file).length).toBeGreaterThan(60_000_000)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
