import { describe, expect, it } from 'vitest'
import { captureDemo } from '../../demo/captureDemo.js'
import { DEMO_CACHE, DEMO_SERVERS, demoServers } from '../../demo/demoServers.js'
import { ensureDemoServers } from '../../demo/ensureDemoServers.js'
import { pinnedKey } from '../../demo/PinnedServers.js'

/** What the seven pinned packages list, counted by hand over raw `tools/list` answers. */
const COUNTS = {
  everything: 13,
  filesystem: 14,
  memory: 9,
  git: 28,
  hostinger: 401,
  playwright: 72,
  chart: 27,
}

const quiet = { onProgress: () => {} }

// The first run installs 79 MB.
describe('the demo servers', { timeout: 300_000 }, () => {
  it('list 564 tools live, and the cache gives the same', async () => {
    const live = await captureDemo({ refresh: true, ...quiet })
    const counts = live.servers.map((server) => [
      server.server,
      server.status === 'listed' ? server.toolCount : server.message,
    ])
    expect(Object.fromEntries(counts)).toEqual(COUNTS)
    expect(live.fromCache).toBe(false)
    const cached = await captureDemo(quiet)
    expect(cached.fromCache).toBe(true)
    expect(cached.sources).toEqual(live.sources)
    expect(cached.sources.flatMap(({ tools }) => tools)).toHaveLength(564)
  })

  it('start with a home of their own and with this Node', () => {
    for (const entry of demoServers().values()) {
      expect(entry).toMatchObject({
        transport: 'stdio',
        command: process.execPath,
        env: { HOME: `${DEMO_CACHE}/home` },
      })
    }
    expect(pinnedKey(DEMO_SERVERS)).toMatch(/^[0-9a-f]{64}$/)
  })

  it('are installed once: a second call says and does nothing', async () => {
    const lines: string[] = []
    await ensureDemoServers({ onProgress: (line) => lines.push(line) })
    expect(lines).toEqual([])
  })
})
