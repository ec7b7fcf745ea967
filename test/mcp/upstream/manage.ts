import type { ServerEntry } from '../../../src/mcp/config/ServerEntry.js'
import { ManagedUpstream } from '../../../src/mcp/upstream/ManagedUpstream.js'
import type { ManagedUpstreamOptions } from '../../../src/mcp/upstream/ManagedUpstreamOptions.js'

/** An upstream with the key `one`, with the waits of tests. */
export function manage(entry: ServerEntry, options: Partial<ManagedUpstreamOptions> = {}): ManagedUpstream {
  return new ManagedUpstream('one', entry, {
    startTimeoutMs: 20_000,
    callTimeoutMs: 20_000,
    retries: 2,
    clientInfo: { name: 'test', version: '1' },
    capabilities: {},
    times: { firstMs: 20, maxMs: 200, wellMs: 60_000 },
    ...options,
  })
}

/** Waits until something holds, at most 10 s. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await condition()); waited += 20) {
    if (waited > 10_000) throw new Error('it never came true')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
