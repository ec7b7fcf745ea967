import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ensureDemoServers } from '../demo/ensureDemoServers.js'
import { EXAMPLES } from '../examples/examples.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDER = `${ROOT}.cache/readme`
const readme = readFileSync(`${ROOT}README.md`, 'utf8')
const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!)

/** The example fetches its server from the network; the same server is installed for the demo. */
const MEMORY_SERVER = `${ROOT}demo/servers/node_modules/@modelcontextprotocol/server-memory/dist/index.js`
const LOCAL_COMMAND = `command: process.execPath, args: [${JSON.stringify(MEMORY_SERVER)}]`

describe('the examples of the README', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  beforeAll(() => ensureDemoServers({ onProgress: () => {} }), 300_000)
  afterAll(() => log.mockRestore())

  async function run(at: number): Promise<unknown[][]> {
    mkdirSync(FOLDER, { recursive: true })
    const file = `${FOLDER}/example-${at}.ts`
    writeFileSync(file, examples[at]!.replace(/command: 'npx', args: \[[^\]]*\]/, LOCAL_COMMAND))
    log.mockClear()
    await import(pathToFileURL(file).href)
    return log.mock.calls
  }

  it('are three', () => {
    expect(examples).toHaveLength(3)
  })

  it('select the refund tool inside the budget', async () => {
    const printed = await run(0)
    expect(printed[0]?.[0]).toContainEqual(expect.objectContaining({ name: 'create_refund' }))
    expect(printed[1]?.[0]).toMatchObject({ limit: 4000, counter: 'o200k_base' })
    expect(printed[2]?.[0]).toBe('create_refund')
  })

  it('update a catalog and rank a conversation, as their comments say', async () => {
    expect(await run(1)).toEqual([
      [{ added: ['maps/route'], removed: [], changed: [], unchanged: 1 }],
      ['mail/send_message'],
    ])
  })

  it('wrap a client of a real server', async () => {
    const [[names]] = (await run(2)) as [[string[]]]
    expect(names).toContain('add_observations')
    expect(names.length).toBeLessThan(9)
  })
})

describe('the README', () => {
  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => link!)
    for (const link of links) expect(() => readFileSync(`${ROOT}${link}`)).not.toThrow()
  })

  it('leads to the page of each part', () => {
    for (const page of ['wrap-your-client', 'servers', 'conformance', 'trust', 'digest'])
      expect(readme).toContain(`](docs/${page}.md)`)
  })

  it('shows the whole change as a diff of five lines', () => {
    const [, diff = ''] = /```diff\n([\s\S]*?)```/.exec(readme) ?? []
    expect(diff.split('\n').filter((line) => /^[+-]/.test(line))).toHaveLength(5)
  })

  it('names every example, and none that is not there', () => {
    const [, started] = /npm run example -- ([a-z0-9-]+)/.exec(readme) ?? []
    expect([...EXAMPLES.keys()]).toContain(started)
    for (const name of EXAMPLES.keys()) expect(readme).toMatch(new RegExp(`[\\s\`]${name}`))
  })

  it('names scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'))
    for (const [, name] of readme.matchAll(/npm run (?:-s )?([a-z0-9:-]+)/g))
      expect(scripts).toHaveProperty([name!])
  })
})
