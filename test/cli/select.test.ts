import { describe, expect, test } from 'vitest'
import type { SelectDocument } from '../../src/cli/commands/select.js'
import { displayWidth } from '../../src/cli/displayWidth.js'
import { type CliSetup, jsonLines, runInProcess, TOOLS } from './testIo.js'

const FILES = { 'tools.jsonl': jsonLines(TOOLS) }
const REFUND = 'refund the last payment'

function select(argv: readonly string[], setup: CliSetup = {}) {
  return runInProcess(['select', ...argv, '--tools', 'tools.jsonl'], {
    ...setup,
    files: { ...FILES, ...setup.files },
  })
}

async function document(argv: readonly string[], setup: CliSetup = {}): Promise<SelectDocument> {
  return JSON.parse((await select([...argv, '--json'], setup)).stdout) as SelectDocument
}

describe('the JSON document', () => {
  test('has exactly the documented members', async () => {
    const result = await document([REFUND, '--max-tokens', '400'])
    expect(Object.keys(result).sort()).toEqual(
      [
        'catalog',
        'cautions',
        'fit',
        'index',
        'items',
        'left',
        'leftOut',
        'ms',
        'nothingFits',
        'search',
        'servers',
        'task',
        'tokens',
        'tools',
        'warnings',
      ].sort(),
    )
    expect(result.task).toBe(REFUND)
    expect(result.catalog).toEqual({ tools: 5, servers: 2 })
    expect(result.servers).toEqual([
      { server: 'pay', status: 'listed', tools: 3 },
      { server: 'mail', status: 'listed', tools: 2 },
    ])
    expect(result.items[0]).toMatchObject({
      id: 'pay/refund_payment',
      rank: 1,
      wireName: 'pay__refund_payment',
    })
    expect(result.tokens).toMatchObject({ limit: 400, counter: 'o200k_base' })
    expect(result.tokens.after).toBeLessThanOrEqual(400)
  })

  test('is all that stdout gets, and stderr stays empty', async () => {
    const { stdout, stderr, code } = await select([REFUND, '--json'])
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout.endsWith('}\n')).toBe(true)
  })
})

describe('options', () => {
  test('--max-tools, --pin, --include and --exclude', async () => {
    expect((await document([REFUND, '--max-tools', '1'])).items.map(({ id }) => id)).toEqual([
      'pay/refund_payment',
    ])
    const pinned = await document([REFUND, '--max-tools', '2', '--pin', 'mail/send'])
    expect(pinned.items.map(({ id }) => id).sort()).toEqual(['mail/send', 'pay/refund_payment'])
    const mail = await document(['find', '--include', 'mail/*', '--exclude', '*/send'])
    expect(mail.items.map(({ id }) => id)).toEqual(['mail/search'])
  })

  test('filters that leave nothing are named', async () => {
    const { stdout, code } = await select([REFUND, '--include', 'nobody/*'])
    expect(code).toBe(3)
    expect(stdout).toContain('No tool was ranked: --include and --exclude leave none of the catalog.')
  })

  test('--tokenizer names its counter', async () => {
    expect((await document([REFUND, '--tokenizer', 'estimate'])).tokens.counter).toBe('estimate')
  })

  test('--billed-as counts and limits as the model is billed', async () => {
    const { tokens, billedAs } = await document([REFUND, '--billed-as', 'gpt-5.4', '--max-tokens', '400'])
    expect(billedAs).toEqual({ provider: 'openai', model: 'gpt-5.4', assumed: null })
    expect(tokens.billed).toMatchObject({ kind: 'estimate', high: tokens.after })
    expect(tokens.after).toBeLessThanOrEqual(400)
    const { stdout } = await select([REFUND, '--billed-as', 'gpt-5.4', '--max-tokens', '400'])
    const { low, high, tokens: billed } = tokens.billed!
    expect(stdout).toContain(
      `Billed as   gpt-5.4 (openai): ${billed} tokens, estimate (${low} to ${high}, the limit is checked on the higher).`,
    )
    expect(stdout).toMatch(/^Source: .+\(20\d\d-\d\d(-\d\d)?\)\.$/m)
  })

  test('--billed-as says where no bound is known, and what was assumed', async () => {
    const { stdout, code } = await select([REFUND, '--billed-as', 'claude-opus-9', '--max-tokens', '2000'])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /claude-opus-9 \(anthropic\): \d+ tokens, unverified \(no bound is known, so the limit is checked on these\)/,
    )
    expect(stdout).toMatch(/Assumed: billed as claude-\S+: the table does not have "claude-opus-9"/)
    expect((await select([REFUND, '--billed-as', 'gpt-5.4'])).stdout).not.toContain('the limit')
  })

  test.each([
    [['--billed-as', 'llama'], 'model-unknown'],
    [['--billed-as', 'gpt-5.4', '--tokenizer', 'estimate'], 'usage'],
  ])('refuses %j before anything is read', async (argv, code) => {
    const result = await select([REFUND, '--json', ...argv], { files: { 'tools.jsonl': '{' } })
    expect(result.code).toBe(2)
    expect(JSON.parse(result.stdout).error.code).toBe(code)
  })

  test('a list that takes more than all tools says so', async () => {
    const small = { files: { 'tools.jsonl': jsonLines(TOOLS.slice(0, 2)) } }
    const { tokens } = await document([REFUND, '--search', 'on'], small)
    expect(tokens.after).toBeGreaterThan(tokens.before)
    expect((await select([REFUND, '--search', 'on'], small)).stdout).toContain(
      `(${tokens.after - tokens.before} more than all tools take)`,
    )
  })

  test('a search tool over the limit is an error in words of the limits that were given', async () => {
    const { stderr, code } = await select([REFUND, '--search', 'on', '--max-tokens', '10'])
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /The search tool takes \d+ tokens; the limits are 10 tokens and any number of tools\./,
    )
    const { stdout } = await select([REFUND, '--search', 'on', '--max-tokens', '10', '--json'])
    expect(JSON.parse(stdout).error.details).toMatchObject({ maxTokens: 10, maxTools: null })
  })

  test('--index exact is used', async () => {
    expect((await document([REFUND, '--index', 'exact'])).index).toBe('exact')
  })

  test('--models without the embedder that reads them is an error', async () => {
    const result = await select([REFUND, '--models', 'x'])
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toMatch(/--models is for --embedder transformers/)
  })
})

describe('the task', () => {
  test('- reads standard input', async () => {
    expect((await document(['-'], { stdin: `${REFUND}\n` })).items[0]?.id).toBe('pay/refund_payment')
  })

  test('--messages reads a conversation', async () => {
    const messages = [
      { role: 'user', content: REFUND },
      { role: 'assistant', content: 'Shall I refund payment 7?' },
      { role: 'user', content: 'yes, do it' },
    ]
    const setup = { files: { 'm.json': JSON.stringify({ messages }) } }
    expect((await document(['--messages', 'm.json'], setup)).items[0]?.id).toBe('pay/refund_payment')
    expect((await document(['--messages', '-'], { stdin: JSON.stringify(messages) })).items[0]?.id).toBe(
      'pay/refund_payment',
    )
  })

  test.each([
    ['{"messages": "x"}', 'task-invalid'],
    ['{"messages": [{"role": "robot", "content": "x"}]}', 'task-invalid'],
    ['{"messages": [', 'file-malformed'],
  ])('a conversation %s is %s', async (stdin, code) => {
    const result = await select(['--messages', '-', '--json'], { stdin })
    expect(result.code).toBe(2)
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code } })
  })

  test('an empty one is bad input', async () => {
    const result = await select(['   ', '--json'])
    expect(result.code).toBe(2)
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'task-empty' } })
  })
})

describe('exit codes', () => {
  test('3 when nothing fits the limits', async () => {
    const result = await select([REFUND, '--max-tokens', '2'])
    expect(result.code).toBe(3)
    expect(result.stdout).toContain('No tool that fits the task fits the limits')
  })

  test('3 when nothing fits the task', async () => {
    expect((await document(['tune the guitar'])).nothingFits).toBe(true)
    expect((await select(['tune the guitar'])).code).toBe(3)
  })

  test.each([
    ['an unknown pin', ['--pin', 'mail/sned'], 'pin-unknown'],
    ['pins over the budget', ['--pin', 'mail/send', '--max-tokens', '3'], 'pins-over-budget'],
    ['an empty glob', ['--include', ''], 'glob-invalid'],
  ])('2 for %s', async (_, argv, code) => {
    const result = await select([REFUND, ...argv, '--json'])
    expect(result.code).toBe(2)
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code } })
  })

  test('2 for a tools file with one bad definition', async () => {
    const result = await select([REFUND, '--json'], {
      files: { 'tools.jsonl': jsonLines([...TOOLS, { description: 'x' }]) },
    })
    expect(result.code).toBe(2)
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'tool-invalid' } })
  })

  test('130 when interrupted', async () => {
    expect(await select([REFUND], { aborted: true })).toMatchObject({ code: 130, stdout: '' })
  })
})

describe('for people', () => {
  test('shows tool, server, confidence, tokens and a reason', async () => {
    const { stdout } = await select([REFUND])
    expect(stdout).toMatch(/^ *# {2}Tool +Server +Confidence +Level +Tokens +Why$/m)
    expect(stdout).toMatch(/^ *1 {2}refund_payment +pay +[<>]?0\.\d\d +full +\d+ +\S/m)
    expect(stdout).toMatch(/Handed out {2}\d of 5 tools, \d+ of \d+ tokens \(\d+\.\d % saved\)/)
  })

  test('--explain adds the evidence and what was left', async () => {
    const { stdout } = await select([REFUND, '--explain'])
    expect(stdout).toMatch(/cosine 0\.\d{3}/)
    expect(stdout).toMatch(/"refund" in its name: \d/)
    const full = await select([REFUND, '--explain', '--max-tools', '1', '--pin', 'mail/send'])
    expect(full.stdout).toMatch(/refund_payment .*over the number of tools/)
  })

  test('hidden characters of names and tasks are shown', async () => {
    const evil = {
      id: 'x/evil',
      server: 'x\u001B[2J',
      name: 'refund\u202Etnemyap',
      description: 'refund payment',
    }
    const { stdout, stderr } = await select([`${REFUND}\u202E`, '--explain'], {
      files: { 'tools.jsonl': jsonLines([...TOOLS, evil]) },
    })
    expect(stdout).toContain('refund\\u{202E}tnemyap')
    expect(stdout).toContain('x\\u{1B}[2J')
    expect(stdout + stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u)
  })

  test.each([40, 60, 119, 120])('fits a terminal of %i columns, reasons included', async (columns) => {
    const { stdout } = await select([REFUND], { tty: true, columns, env: { NO_COLOR: '1' } })
    const table = stdout.split('\n').slice(3, -2)
    for (const line of table) expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(columns, 54))
    expect(stdout).toContain('"refund"')
  })

  test('prototype names are tools like others', async () => {
    const rows = ['constructor', '__proto__', 'toString'].map((name) => ({
      server: 'p',
      name,
      description: `the ${name} thing`,
    }))
    const result = await document(['the constructor thing'], { files: { 'tools.jsonl': jsonLines(rows) } })
    expect(result.items[0]?.name).toBe('constructor')
    expect(result.catalog.tools).toBe(3)
  })
})

describe('--why', () => {
  test('explains a tool, handed out or not', async () => {
    const { explained } = await document([REFUND, '--why', 'mail/send', '--max-tools', '1'])
    expect(explained).toMatchObject({ id: 'mail/send', outcome: 'low-confidence', ranked: 5 })
    const { stdout } = await select([REFUND, '--why', 'pay/refund_payment'])
    expect(stdout).toContain('Why pay/refund_payment')
    expect(stdout).toMatch(/Score \d+\.\d{3} is made of/)
    expect(stdout).toMatch(/"refund" +-?\d+\.\d{3} +-\d/)
    expect((await select(['refund', '--why', 'mail/send'])).stdout).not.toContain('Asked without')
    const unknown = await select([REFUND, '--why', 'refund_payment'])
    expect(unknown.stderr).toContain('Did you mean "pay/refund_payment"?')
  })
})
