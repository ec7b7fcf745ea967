import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runInProcess } from './testIo.js'

const folder = mkdtempSync(join(tmpdir(), 'toolcrib-serve-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const served = (config: object) =>
  runInProcess(
    [
      ...['serve', '--config', 'mcp.json', '--http', '0', '--tokenizer', 'estimate'],
      ...['--trust-file', join(folder, 'trust.json'), '--catalog-file', join(folder, 'catalog.json')],
    ],
    { files: { 'mcp.json': JSON.stringify(config) }, aborted: true },
  )

test.each([{}, { off: { command: 'node', disabled: true } }])(
  'says what to write where no server is configured: %j',
  async (mcpServers) => {
    const { code, stdout, stderr } = await served({ mcpServers })
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toMatch(/^toolcrib: mcp.json names no server .*"mcpServers"/)
  },
)

test('says nothing of that where there is one', async () => {
  const { stderr } = await served({ mcpServers: { shop: { url: 'http://127.0.0.1:1/mcp' } } })
  expect(stderr).not.toContain('names no server')
})
