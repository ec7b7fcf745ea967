import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, it, vi } from 'vitest'
import { connectServersOptionsSchema } from '../../../src/mcp/servers/ConnectServersOptions.js'
import { goodServer } from '../fixtures.js'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const FOLDER = `${ROOT}.cache/docs`
const page = readFileSync(`${ROOT}docs/servers.md`, 'utf8')

it('the example of docs/servers.md lists and calls', async () => {
  const { command, args } = goodServer()
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(
    `${FOLDER}/mcp.json`,
    JSON.stringify({ mcpServers: { payments: { command, args }, bad: {} } }),
  )
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? []
  writeFileSync(`${FOLDER}/servers.ts`, code.replace("'mcp.json'", JSON.stringify(`${FOLDER}/mcp.json`)))
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  await import(pathToFileURL(`${FOLDER}/servers.ts`).href)
  const printed = log.mock.calls.map(([value]) => value as unknown)
  log.mockRestore()
  expect(printed[0]).toContain('payments__create_refund')
  expect(printed[1]).toMatchObject([{ server: 'bad' }])
  expect(printed[2]).toMatchObject({ content: [{ text: 'create_refund' }] })
})

it('docs/servers.md names every option', () => {
  for (const option of Object.keys(connectServersOptionsSchema.shape)) {
    const isOfEngine = ['embedder', 'index', 'tokenizer', 'calibration', 'defences', 'requires'].includes(
      option,
    )
    if (!isOfEngine) expect(page).toMatch(new RegExp(`\`${option}[\`(]`))
  }
})
