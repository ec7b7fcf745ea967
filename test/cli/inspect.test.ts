import { expect, test } from 'vitest'
import type { InspectDocument } from '../../src/cli/commands/inspect.js'
import { jsonLines, runInProcess, TOOLS } from './testIo.js'

async function inspect(rows: readonly unknown[], argv: readonly string[] = []) {
  return runInProcess(['inspect', '--tools', 't', ...argv], { files: { t: jsonLines(rows) } })
}

test('the JSON document sums what each server costs', async () => {
  const { stdout, code } = await inspect(TOOLS, ['--json'])
  const document = JSON.parse(stdout) as InspectDocument
  expect(code).toBe(0)
  expect(Object.keys(document)).toEqual([
    'catalog',
    'servers',
    'tools',
    'broken',
    'collisions',
    'confusable',
    'discounted',
    'warnings',
  ])
  expect(document.catalog).toMatchObject({ tools: 5, servers: 2, counter: 'o200k_base' })
  const sum = document.tools.reduce((total, { tokens }) => total + tokens, 0)
  expect(document.servers.reduce((total, { tokens }) => total + tokens, 0)).toBe(sum)
  // The list has brackets and commas that no tool has.
  expect(document.catalog.tokens).toBeGreaterThanOrEqual(sum - document.tools.length)
  expect(document.tools.map(({ tokens }) => tokens)).toEqual(
    document.tools.map(({ tokens }) => tokens).sort((a, b) => b - a),
  )
  expect(document.tools[0]?.id).toBe('pay/refund_payment')
  expect(document.collisions).toEqual([{ name: 'search', ids: ['mail/search', 'pay/search'] }])
  expect(document.broken).toEqual([])
})

test('--top limits the tools of the document', async () => {
  const { stdout } = await inspect(TOOLS, ['--json', '--top', '2'])
  expect((JSON.parse(stdout) as InspectDocument).tools).toHaveLength(2)
})

test('broken definitions are told, the rest is counted, and the exit code says so', async () => {
  const rows = [
    ...TOOLS,
    { server: 'pay', description: 'no name' },
    { server: 'pay', name: 'bad', inputSchema: { type: 'string' } },
  ]
  const { stdout, code } = await inspect(rows, ['--json'])
  const document = JSON.parse(stdout) as InspectDocument
  expect(code).toBe(4)
  expect(document.catalog.tools).toBe(5)
  expect(document.broken.map(({ server, name, code: why }) => ({ server, name, why }))).toEqual([
    { server: 'pay', name: null, why: 'tool-invalid' },
    { server: 'pay', name: 'bad', why: 'tool-invalid' },
  ])
  const plain = await inspect(rows)
  expect(plain.code).toBe(4)
  expect(plain.stdout).toMatch(/^Broken \(2\)$/m)
})

test('a duplicate id is broken, not fatal', async () => {
  const { stdout, code } = await inspect([...TOOLS, TOOLS[0]], ['--json'])
  expect(code).toBe(4)
  expect((JSON.parse(stdout) as InspectDocument).broken).toMatchObject([{ code: 'tool-duplicate' }])
})

test('for people: servers, most expensive tools, shared names', async () => {
  const { stdout, code } = await inspect(TOOLS, ['--top', '2'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^5 tools on 2 servers cost \d+ tokens \(o200k_base/)
  expect(stdout).toMatch(/^pay +3 +\d+ +\d+\.\d %$/m)
  expect(stdout).toMatch(/^refund_payment +pay +\d+$/m)
  expect(stdout).toMatch(/^Same name on several tools \(1\)\n {2}search: mail\/search, pay\/search$/m)
  expect(stdout).not.toMatch(/^list_payments /m)
})

/** Two tools that say nearly the same, and others. */
const ALIKE = [
  ...TOOLS,
  { server: 'pay', name: 'refund_charge', description: 'Refund a payment to the customer' },
  { server: 'pay', name: 'refund_money', description: 'Refund a payment to the\u202E customer' },
]

test('tools that are hard to tell apart are listed with the words that separate them', async () => {
  const { stdout } = await inspect(ALIKE, ['--json'])
  const { confusable } = JSON.parse(stdout) as InspectDocument
  expect(confusable).toMatchObject({ possible: 21, found: 1, groups: [] })
  const [pair] = confusable?.pairs ?? []
  expect(Object.keys(pair ?? {})).toEqual(['tools', 'gap', 'similarity', 'shared', 'separating'])
  expect(pair?.tools.join()).toContain('pay/refund_')
  const plain = await inspect(ALIKE)
  expect(plain.stdout).toMatch(/^Hard to tell apart \(1 pair of 21, closest first\)$/m)
  expect(plain.stdout).toMatch(/^ {4}both: .*refund.*; only pay\/refund_\w+: /m)
  expect(plain.stdout).not.toContain('\u202E')
})

test('--confusable limits the pairs, and 0 leaves them out', async () => {
  const none = await inspect(ALIKE, ['--confusable', '0'])
  expect(none.stdout).not.toMatch(/apart|compared/)
  const document = await inspect(ALIKE, ['--confusable', '0', '--json'])
  expect((JSON.parse(document.stdout) as InspectDocument).confusable).toBeNull()
  const bad = await inspect(ALIKE, ['--confusable', '-1'])
  expect(bad.code).toBe(2)
})

test('a catalog of more than 2,000 tools is compared on request only, and the view says so', async () => {
  const rows = Array.from({ length: 2_001 }, (_, at) => ({ server: 's', name: `tool_${at}` }))
  const { stdout, code } = await inspect(rows, ['--tokenizer', 'estimate'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Not compared with each other: 2,001 tools; add --confusable 10 to do so\.$/m)
}, 30_000)
