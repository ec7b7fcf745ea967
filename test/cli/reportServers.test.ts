import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DEMO_SERVERS, demoServers } from '../../demo/demoServers.js'
import { checkReport } from '../../src/report/index.js'
import { runInProcess } from './testIo.js'

/** A host's config of some of the demo servers, and of one that cannot start. */
function configOf(names: readonly string[], more: object = {}): string {
  const entries = [...demoServers()].filter(([name]) => names.includes(name))
  return JSON.stringify({ mcpServers: { ...Object.fromEntries(entries), ...more } })
}

describe.skipIf(!existsSync(`${DEMO_SERVERS.folder}/node_modules`))(
  'toolcrib report over real servers (skipped where the demo servers are not installed)',
  () => {
    test('judges what the servers list', async () => {
      const setup = { files: { 'mcp.json': configOf(['memory', 'filesystem', 'chart']) } }
      const { stdout, code } = await runInProcess(['report', '--config', 'mcp.json', '--json'], setup)
      expect(code).toBe(0)
      const { sections, verdict } = checkReport(JSON.parse(stdout))
      const servers = sections.find(({ id }) => id === 'cost')!.tables![0]!.rows
      expect(servers.map(([server]) => server).toSorted()).toEqual(['chart', 'filesystem', 'memory'])
      expect(verdict!.tone).toBe('caution')
      const [recall] = sections.find(({ id }) => id === 'recall-probes')!.figures!
      expect(recall!.value).toMatchObject({ value: expect.any(Number) })
    }, 60_000)

    test('a server that does not start is told, and the rest is judged', async () => {
      const setup = {
        files: { 'mcp.json': configOf(['memory'], { broken: { command: 'no-such-program-here' } }) },
      }
      const { stdout, code } = await runInProcess(['report', '--config', 'mcp.json', '--json'], setup)
      expect(code).toBe(4)
      const { sections, verdict } = checkReport(JSON.parse(stdout))
      expect(sections[0]).toMatchObject({
        id: 'missing',
        tables: [{ rows: [[expect.stringContaining('broken failed')]] }],
      })
      expect(verdict!.headline).toBe('Send all 9 tools: selection does not pay here.')
    }, 60_000)
  },
)
