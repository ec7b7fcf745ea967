import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, it, vi } from 'vitest'
import { planConversation } from '../src/plan/planConversation.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDER = `${ROOT}.cache/docs`

/** Runs the examples of a page in order and returns what each printed. */
async function examplesOf(page: string): Promise<unknown[][][]> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const printed: unknown[][][] = []
  const text = readFileSync(`${ROOT}docs/${page}.md`, 'utf8')
  mkdirSync(FOLDER, { recursive: true })
  for (const [at, [, code]] of [...text.matchAll(/```ts\n([\s\S]*?)```/g)].entries()) {
    const file = `${FOLDER}/${page}-${at}.ts`
    writeFileSync(file, code!)
    log.mockClear()
    await import(pathToFileURL(file).href)
    printed.push(log.mock.calls.map((call) => [...call]))
  }
  log.mockRestore()
  return printed
}

it('the example of docs/confidence.md calibrates and keeps its promise', async () => {
  const [[[quality], [promise]]] = (await examplesOf('confidence')) as [[[unknown], [string]]]
  expect(quality).toMatchObject({ before: expect.any(Number), after: expect.any(Number) })
  expect(promise).toMatch(/by 21 labelled tasks of this catalog/)
})

it('the examples of docs/sessions.md keep a list over turns, and find what was left out', async () => {
  const [[[first, noBreak], [second]], [[text], [list]]] = (await examplesOf('sessions')) as [
    [[string[], unknown], [string[]]],
    [[string], [unknown[]]],
  ]
  expect(noBreak).toBeNull()
  expect(second.slice(0, first.length)).toEqual(first)
  expect(second).toContain('maps__route')
  expect(text).toContain('maps__route(')
  expect(JSON.stringify(list)).toContain('maps__route')
})

it('the example of docs/levels.md prints what the page says', async () => {
  const [[[schema, elided], [line], [errors]]] = (await examplesOf('levels')) as [
    [[object, string[]], [string], [object[]]],
  ]
  expect(schema).toEqual({
    type: 'object',
    properties: { owner: { type: 'string' }, state: { enum: ['open', 'draft'] } },
    required: ['owner'],
  })
  expect(elided).toContain('/inputSchema/additionalProperties')
  expect(line).toBe('open_issue(owner: string, state?: "open"|"draft"): Opens an issue.')
  expect(errors).toEqual([{ path: '/stat', message: 'is not known; known: owner, state' }])
})

it('the example of docs/packing.md takes a tool and what it needs, as signatures', async () => {
  expect(await examplesOf('packing')).toEqual([
    [[['chat/post_message: signature', 'chat/list_channels: signature'].sort()], [110, true]],
  ])
})

it('the example of docs/plan.md prices what its table says', async () => {
  const [[...printed]] = (await examplesOf('plan')) as [[string, number, number][]]
  const sentence = printed.pop()
  expect(sentence).toEqual(['Selection does not pay here: none costs less than sending all tools.'])
  const shown = (at: number) => {
    const [policy, usd, anew] = printed[at]!
    return [policy, usd.toFixed(4), Math.round(anew).toLocaleString('en-US')] as const
  }
  const rows = [0, 1, 2, 3, 4, 5, 6].map(
    (at) => `| ${[...shown(at), ...shown(at + 7).slice(1)].join(' | ')} |`,
  )
  expect(readFileSync(`${ROOT}docs/plan.md`, 'utf8')).toContain(rows.join('\n'))
})

it('docs/plan.md states break-even points and shares as they are', async () => {
  const planOf = (all: number, conversation: object) =>
    planConversation({
      model: 'claude-sonnet-5-5',
      tools: { all, selected: 2000, described: Math.min(30_000, all * 0.3) },
      conversation,
    })
  const { breakEven } = planOf(126_817, {})
  const pointOf = (policy: string) => breakEven.find((point) => point.policy === policy)!
  expect(pointOf('per-turn')).toMatchObject({ catalogTokens: 48_191, historyTokens: 23_297 })
  expect(pointOf('per-turn').turns.at(-1)).toEqual({ from: 23, stands: 'dearer' })
  expect(pointOf('append').catalogTokens).toBe(25_805)
  const ofAll = (name: string, conversation: object) =>
    planOf(5000, conversation)
      .policies.find(({ policy }) => policy === name)!
      .ofEverything.toFixed(3)
  const long = { historyTokens: 50_000 }
  expect([ofAll('fixed', {}), ofAll('fixed', long)]).toEqual(['0.897', '0.962'])
  expect([ofAll('per-turn', {}), ofAll('per-turn', long)]).toEqual(['2.476', '3.674'])
  expect(planOf(5000, { sharedPrefix: true }).breakEven[0]!.turns).toEqual([
    { from: 1, stands: 'dearer' },
    { from: 7, stands: 'cheaper' },
  ])
})

it('the example of docs/trust.md holds a changed tool, shows what changed, and hands it out once approved', async () => {
  const [[[allowed, held], [changes], [count]]] = (await examplesOf('trust')) as [
    [[unknown[], string[]], [{ path: string }[]], [number]],
  ]
  expect([allowed, held]).toEqual([[], ['send: changed']])
  expect(changes.map(({ path }) => path)).toEqual(['/description'])
  expect(count).toBe(1)
})

it('the example of docs/digest.md prints what the page says', async () => {
  const [[[line]]] = (await examplesOf('digest')) as [[[string]]]
  expect(readFileSync(`${ROOT}docs/digest.md`, 'utf8')).toContain(`// ${line}\n`)
})

it('the example of docs/gateway.md serves', async () => {
  const [[[url]]] = (await examplesOf('gateway')) as [[[string]]]
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/)
})

it('the example of docs/report.md prints what the page says', async () => {
  const [[[start], [markdown], [title]]] = (await examplesOf('report')) as [[[string], [string], [string]]]
  const page = readFileSync(`${ROOT}docs/report.md`, 'utf8')
  for (const line of [start, title]) expect(page).toContain(`// ${line}\n`)
  const [table] = /(?:^\|.*\n)+/m.exec(markdown)!
  expect(page).toContain(`\`\`\`\n${table}\`\`\``)
})

it('the example of docs/report-command.md prints what the page says', async () => {
  expect(await examplesOf('report-command')).toEqual([
    [
      ['pay/create_refund', 'parameter-vague', 6],
      ['pay/create_refund', 'description-repeats-name', 5],
    ],
  ])
})
