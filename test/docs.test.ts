import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, it, vi } from 'vitest'

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
