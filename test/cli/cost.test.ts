import { expect, test } from 'vitest'
import type { CostCell, CostDocument } from '../../src/cli/costDocument.js'
import { displayWidth } from '../../src/cli/displayWidth.js'
import { startCountServer } from '../tokens/render/drivers/countServer.js'
import { jsonLines, runInProcess, TOOLS } from './testIo.js'

async function cost(argv: readonly string[] = [], rows: readonly unknown[] = TOOLS, env = {}) {
  return runInProcess(['cost', '--tools', 't', ...argv], { files: { t: jsonLines(rows) }, env })
}

test('the document has every provider, and tools and overhead add up to the list', async () => {
  const { stdout, code } = await cost(['--json'])
  const document = JSON.parse(stdout) as CostDocument
  expect(code).toBe(0)
  expect(Object.keys(document)).toEqual(['catalog', 'billings', 'servers', 'tools', 'broken', 'warnings'])
  expect(document.catalog).toEqual({ tools: 5, servers: 2 })
  expect(document.billings.map(({ provider }) => provider)).toEqual([
    'openai',
    'anthropic',
    'gemini',
    'mcp',
    'prompt',
  ])
  for (const { lists, exact, provider } of document.billings) {
    expect(exact).toBeNull()
    expect(lists.map(({ level }) => level)).toEqual(['full', 'compact', 'signature'])
    for (const { level, overhead, tokens } of lists) {
      const own = (costs: readonly CostCell[]) =>
        costs.find((cell) => cell.provider === provider && cell.level === level)!.tokens
      const sum = document.tools.reduce((total, { costs }) => total + own(costs), 0)
      expect(sum + overhead).toBe(tokens)
      expect(document.servers.reduce((total, { costs }) => total + own(costs), 0)).toBe(sum)
    }
    expect(lists[2]!.tokens).toBeLessThanOrEqual(lists[0]!.tokens)
  }
  expect(document.billings[1]!.lists[0]).toMatchObject({
    level: 'full',
    kind: 'unverified',
    low: null,
    high: null,
  })
})

test('as MCP sends them, the list costs what inspect says', async () => {
  const { stdout } = await cost(['--provider', 'mcp', '--json'])
  const inspected = await runInProcess(['inspect', '--tools', 't', '--json'], {
    files: { t: jsonLines(TOOLS) },
  })
  const { billings } = JSON.parse(stdout) as CostDocument
  expect(billings).toHaveLength(1)
  // inspect sorts by wire name; order moves no token between plain definitions but for the last one's end.
  const { tokens } = JSON.parse(inspected.stdout).catalog
  expect(Math.abs(billings[0]!.lists[0]!.tokens - tokens)).toBeLessThanOrEqual(1)
})

test('--model takes its own provider, --top limits the tools', async () => {
  const { stdout } = await cost(['--model', 'gpt-4o', '--top', '1', '--json'])
  const { billings, tools } = JSON.parse(stdout) as CostDocument
  expect(billings).toMatchObject([
    { provider: 'openai', model: 'gpt-4o', assumed: null, lists: Array(3).fill({ kind: 'estimate' }) },
  ])
  expect(tools.map(({ id }) => id)).toEqual(['pay/refund_payment'])
})

test('for people: totals, servers, tools, and where the figures come from', async () => {
  const { stdout, code } = await cost(['--top', '2'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^5 tools on 2 servers, sent as one list:$/m)
  expect(stdout).toMatch(/^anthropic +claude-opus-5-5 +full +\d+ +- +- +\d+ +unverified$/m)
  expect(stdout).toMatch(/^pay +3( +\d+\/\d+\/\d+){5}$/m)
  expect(stdout).toMatch(/^refund_payment +pay( +\d+\/\d+\/\d+){5}$/m)
  expect(stdout).toMatch(
    /^ {2}anthropic: unverified\. .*No bound is known: limits are checked on the tokens\.$/m,
  )
  expect(stdout).not.toMatch(/^list_payments /m)
  const odd = await cost(['--model', 'claude-opus-9'])
  expect(odd.stdout).toMatch(/Assumed: billed as claude-opus-5-5/)
})

test.each([60, 80, 100, 200])('fits a terminal of %i columns', async (columns) => {
  const files = { t: jsonLines(TOOLS) }
  const setup = { files, tty: true, columns, env: { NO_COLOR: '1' } }
  const { stdout } = await runInProcess(['cost', '--tools', 't'], setup)
  const tables = stdout.slice(stdout.indexOf('Billed as'), stdout.indexOf('Where the figures'))
  const lines = tables
    .split('\n')
    .slice(0, -1)
    .filter((line) => !line.startsWith('Each cell'))
  for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns)
  expect(tables).toMatch(columns < 80 ? /^refund_payment|^refund_/m : /^refund_payment +pay/m)
  expect(tables).toContain(columns < 80 ? 'Each cell: full; --model ID' : 'Each cell: full/compact/signature')
})

test('broken definitions are told and the exit code says so', async () => {
  const { stdout, stderr, code } = await cost(
    ['--json'],
    [...TOOLS, { server: 'pay', description: 'no name' }],
  )
  expect(code).toBe(4)
  expect((JSON.parse(stdout) as CostDocument).broken).toMatchObject([{ server: 'pay', code: 'tool-invalid' }])
  expect(stderr).toContain('left out (pay)')
})

test('--exact asks the endpoint with the key of the environment', async () => {
  const server = await startCountServer()
  try {
    const env = { ANTHROPIC_API_KEY: 'key-1', ANTHROPIC_BASE_URL: server.url }
    const argv = ['--model', 'claude-opus-5-5', '--exact']
    const { stdout, code } = await cost([...argv, '--json'], TOOLS, env)
    expect(code).toBe(0)
    expect((JSON.parse(stdout) as CostDocument).billings[0]!.exact).toMatchObject({ tokens: 500 })
    expect(server.seen[0]!.headers['x-api-key']).toBe('key-1')
    const plain = await cost(argv, TOOLS, env)
    expect(plain.stdout).toMatch(/^Counted by anthropic: 500 tokens; \d+ here \([+-][\d.]+ % off\)\./m)
  } finally {
    await server.close()
  }
})

test('wrong command lines', async () => {
  const wrong = async (argv: readonly string[], say: string) => {
    const { code, stderr } = await cost(argv)
    expect(code).toBe(2)
    expect(stderr).toContain(say)
  }
  await wrong(['--exact'], '--model')
  await wrong(['--exact', '--model', 'gpt-4o'], 'OPENAI_API_KEY')
  await wrong(['--model', 'llama-4'], 'of no family')
  await wrong(['--model', 'gpt-4o', '--provider', 'gemini'], 'is a model of openai')
  await wrong(['--provider', 'azure'], 'azure')
})
