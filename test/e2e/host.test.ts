import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { gatewayMissing } from '../mcp/gateway/openGateway.js'
import { runBin } from './runBin.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const host = (...args: string[]) =>
  runBin(process.execPath, ['--import', 'tsx', 'demo/host/main.ts', ...args], { cwd: ROOT })

test('a host that knows the gateway alone does tasks with four real servers', async ({ skip }) => {
  const missing = gatewayMissing()
  if (missing !== undefined) skip(missing)
  const { code, stdout } = await host()
  expect(stdout).toContain('The host sees 4 tools: search_tools, describe_tools, call_read_tool, call_tool')
  expect(stdout).toMatch(/^ {2}search_tools +filesystem__write_file/m)
  expect(stdout).toMatch(/^ {2}describe_tools +takes path, content$/m)
  // What only reads, of a server that is trusted, is called apart from the rest.
  expect(stdout).toMatch(/^ {2}call_read_tool +filesystem__read_(text_)?file answers Open from 9 to 5/m)
  expect(stdout).toMatch(/^ {2}call_tool +memory__create_entities answers .*Lisbon/m)
  expect(stdout).toContain('5 of 5 tasks done')
  expect(code).toBe(0)
})

test('it takes no arguments, and says so', async () => {
  const { code, stdout, stderr } = await host('--wrong')
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('Usage: npm run host')
})
