import { describe, expect, test } from 'vitest'
import type { EvalDocument } from '../../src/cli/commands/eval.js'
import { type CliSetup, jsonLines, runInProcess, TOOLS } from './testIo.js'

const QUERIES = [
  { id: 'q1', text: 'refund the last payment', gold: ['pay/refund_payment'], split: null },
  {
    id: 'q2',
    text: 'find messages in my mailbox',
    gold: ['pay/search'],
    alternatives: { 'pay/search': ['mail/search'] },
  },
  { id: 'q3', text: 'sing me a song', gold: [] },
]

function evaluate(
  queries: readonly unknown[],
  argv: readonly string[] = [],
  setup: CliSetup & { tools?: unknown[] } = {},
) {
  const files = { t: jsonLines(setup.tools ?? TOOLS), q: jsonLines(queries) }
  return runInProcess(['eval', '--tools', 't', '--queries', 'q', ...argv], { ...setup, files })
}

const errorOf = (text: string) => (JSON.parse(text) as { error: { code: string; message: string } }).error

describe('the JSON document', () => {
  test('has exactly the documented members', async () => {
    const { stdout, stderr, code } = await evaluate(QUERIES, ['--json'])
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    const document = JSON.parse(stdout) as EvalDocument
    expect(Object.keys(document)).toEqual(['tools', 'queries', 'noGold', 'metrics', 'intervals', 'ms'])
    expect(document).toMatchObject({ tools: 5, queries: 2, noGold: 1 })
    const names = [
      'recall@1',
      'recall@3',
      'recall@5',
      'recall@10',
      'complete@5',
      'complete@10',
      'ndcg@5',
      'ndcg@10',
      'mrr',
    ]
    expect(Object.keys(document.metrics).sort()).toEqual([...names, 'tool@1', 'server@1'].sort())
    expect(Object.keys(document.intervals).sort()).toEqual(Object.keys(document.metrics).sort())
    expect(Object.keys(document.ms)).toEqual(['load', 'index', 'p50', 'p95'])
    // q2's first tool is the alternative: as good as the gold, on another server.
    expect(document.metrics).toMatchObject({ 'recall@1': 1, mrr: 1, 'tool@1': 1 })
  })

  test('has no server@1 where tools have no server', async () => {
    const tools = TOOLS.map(({ server: _, ...tool }) => tool)
    const { stdout } = await evaluate(QUERIES, ['--json'], { tools })
    expect(JSON.parse(stdout).metrics).not.toHaveProperty('server@1')
  })

  test('ranks a query with a history as the conversation', async () => {
    const query = { id: 'q', text: 'yes, that one', gold: ['pay/refund_payment'] }
    const figures = async (row: object) => JSON.parse((await evaluate([row], ['--json'])).stdout).metrics
    const history = ['I want the money of my last payment back, refund it']
    expect((await figures({ ...query, history }))['recall@1']).toBe(1)
    expect((await figures(query))['recall@1']).toBe(0)
  })

  test('rounds fractions to six decimals and is the same at every run', async () => {
    const queries = Array.from({ length: 7 }, (_, n) => ({
      id: `q${n}`,
      text: n % 3 === 0 ? 'refund the payment' : 'send a message',
      gold: n % 2 === 0 ? ['pay/refund_payment'] : ['pay/list_payments', 'mail/send', 'pay/search'],
    }))
    const [first, second] = await Promise.all([evaluate(queries, ['--json']), evaluate(queries, ['--json'])])
    const document = JSON.parse(first.stdout) as EvalDocument
    for (const value of [...Object.values(document.metrics), ...Object.values(document.intervals).flat()]) {
      expect(value).toBe(Number(value.toFixed(6)))
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThanOrEqual(1)
    }
    expect(JSON.parse(second.stdout).intervals).toEqual(document.intervals)
  })
})

describe('bad input', () => {
  test.each([
    ['a gold id that no tool has', [{ id: 'q', text: 'x', gold: ['pay/refunt'] }], /pay\/refunt/],
    ['a wire name as gold', [{ id: 'q', text: 'x', gold: ['pay__refund_payment'] }], /pay__refund_payment/],
    ['a prototype name as gold', [{ id: 'q', text: 'x', gold: ['constructor'] }], /constructor/],
    ['a row without a text', [{ id: 'q', gold: [] }], /./],
    ['a text of nothing but space', [{ id: 'q', text: '  ', gold: [] }], /./],
  ])('%s is eval-invalid', async (_, queries, message) => {
    const { stdout, code } = await evaluate(queries, ['--json'])
    expect(code).toBe(2)
    expect(errorOf(stdout).code).toBe('eval-invalid')
    expect(errorOf(stdout).message).toMatch(message)
  })

  test('a queries file that does not exist is named', async () => {
    const result = await runInProcess(['eval', '--tools', 't', '--queries', 'gone'], {
      files: { t: jsonLines(TOOLS) },
    })
    expect(result.code).toBe(2)
    expect(result.stderr).toMatch(/^error: gone \(--queries\) cannot be read/)
  })

  test('a schema that no provider would take is a warning: nothing is sent, only ranked', async () => {
    const odd = [
      { ...TOOLS[0], id: 'odd/1', inputSchema: { type: 'dict', properties: { zebra: { type: 'string' } } } },
      { ...TOOLS[0], id: 'odd/2', inputSchema: [1] },
      { ...TOOLS[0], id: 'odd/3', inputSchema: null },
    ]
    const queries = [{ id: 'q', text: 'zebra', gold: ['odd/1'] }]
    const { stdout, stderr, code } = await evaluate(queries, ['--json'], { tools: [...TOOLS, ...odd] })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ tools: TOOLS.length + 3, metrics: { 'recall@1': 1 } })
    expect(stderr).toMatch(/^warning: 3 tools have .*"odd\/1"/)
  })

  test('one bad tool definition is an error: figures over a part would mislead', async () => {
    const { stdout, code } = await evaluate(QUERIES, ['--json'], { tools: [...TOOLS, { server: 'x' }] })
    expect(code).toBe(2)
    expect(errorOf(stdout).code).toBe('tool-invalid')
  })
})

describe('for people', () => {
  test('a table in per cent', async () => {
    const { stdout } = await evaluate(QUERIES)
    expect(stdout).toMatch(/^2 queries over 5 tools \(1 query without gold left out\); figures in %\.$/m)
    expect(stdout).toMatch(/^recall@1 +100\.0 +100\.0 to 100\.0$/m)
  })

  test('progress is shown on a terminal only, and wiped', async () => {
    const { stderr } = await evaluate(QUERIES, [], { tty: true })
    expect(stderr).toContain('Ranking: 1 of 3 queries')
    expect(stderr.endsWith('\r\u001B[2K')).toBe(true)
    expect((await evaluate(QUERIES)).stderr).toBe('')
  })

  test('an interruption ends it', async () => {
    expect(await evaluate(QUERIES, [], { aborted: true })).toMatchObject({ code: 130, stdout: '' })
  })
})
