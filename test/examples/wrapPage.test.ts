import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ensureDemoServers } from '../../demo/ensureDemoServers.js'
import { ROWS_V1 } from '../mcp/wrap/passThrough/rowsV1.js'
import { ROWS_MODERN, ROWS_V2 } from '../mcp/wrap/passThrough/rowsV2.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDER = `${ROOT}.cache/docs`
const page = readFileSync(`${ROOT}docs/wrap-your-client.md`, 'utf8')
const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!)

/** The page starts servers from the network; the same ones are installed for the demo. */
const local = (code: string) =>
  code.replaceAll(/command: 'npx', args: \['-y', '([^']+)'\]/g, (_, name: string) => {
    const bin = `${ROOT}demo/servers/node_modules/${name}/dist/index.js`
    return `command: process.execPath, args: [${JSON.stringify(bin)}]`
  })

describe('the examples of docs/wrap-your-client.md', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  beforeAll(() => ensureDemoServers({ onProgress: () => {} }), 300_000)
  afterAll(() => log.mockRestore())

  async function run(at: number): Promise<unknown[][]> {
    mkdirSync(FOLDER, { recursive: true })
    const file = `${FOLDER}/wrap-your-client-${at}.ts`
    writeFileSync(file, local(blocks[at]!))
    log.mockClear()
    await import(pathToFileURL(file).href)
    return log.mock.calls.map((call) => [...call])
  }

  it('lists for a task, and once without', async () => {
    const [[names], [tokens], [first]] = (await run(0)) as [[string[]], [{ after: number }], [string[]]]
    expect(names).toContain('add_observations')
    expect(names.length).toBeLessThanOrEqual(3)
    expect(tokens).toMatchObject({ limit: 600, counter: 'o200k_base' })
    expect(tokens.after).toBeLessThanOrEqual(600)
    expect(first).toEqual(['search_tools', 'call_read_tool', 'call_tool'])
  })

  it('checks arguments, finds, and refuses to call a tool that writes as one that reads', async () => {
    const [[isError, wrong], [found], [refused]] = (await run(1)) as [
      [boolean, unknown],
      [unknown],
      [boolean],
    ]
    expect(isError).toBe(true)
    expect(JSON.stringify(wrong)).toContain('search_nodes(query: string)')
    expect(JSON.stringify(found)).toContain('delete_entities(')
    expect(refused).toBe(true)
  })

  it('wraps two clients as one', async () => {
    const [[names], [sum], [hasResources, status]] = (await run(2)) as [
      [string[]],
      [unknown],
      [boolean, object],
    ]
    expect(names).toEqual(expect.arrayContaining(['everything__get-sum', 'memory__read_graph']))
    expect(JSON.stringify(sum)).toContain('42')
    expect(hasResources).toBe(true)
    expect(status).toEqual({ memory: { status: 'ready' }, everything: { status: 'ready' } })
  })
})

describe('docs/wrap-your-client.md', () => {
  it('names every member that passes through, and no other', () => {
    const section = /## What passes through\n([\s\S]*?)\n## /.exec(page)![1]!
    const named = section
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| |'))
      .flatMap((line) => [...line.matchAll(/`(\w+)`/g)].map(([, name]) => name!))
    const rows = Object.entries({ ...ROWS_V1, ...ROWS_V2, ...ROWS_MODERN })
    const passing = rows.filter(
      ([, row]) => row !== 'inside' && !(typeof row === 'object' && 'testedIn' in row),
    )
    expect([...named].sort()).toEqual(passing.map(([name]) => name).sort())
  })
})
