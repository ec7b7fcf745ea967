import { checkOptions } from '../../crib/checkOptions.js'
import { throwIfAborted } from '../../errors.js'
import { checkEntries } from '../config/checkEntries.js'
import type { ServerEntry } from '../config/ServerEntry.js'
import { defaultClientInfo } from '../defaultClientInfo.js'
import { untilAborted } from '../untilAborted.js'
import type { ManagedUpstream } from '../upstream/ManagedUpstream.js'
import type { ManagedUpstreamOptions } from '../upstream/ManagedUpstreamOptions.js'
import { type ConnectServersOptions, connectServersOptionsSchema } from './ConnectServersOptions.js'
import { createToolServers } from './createToolServers.js'
import type { ToolServers } from './ToolServers.js'
import type { ToolServersOptions } from './ToolServersOptions.js'

/**
 * Starts or reaches every server of a configuration and keeps it connected: a process that crashed is started again with
 * backoff (1 s, doubling to 60 s), lists are read again when a server says that they changed. Resolves when each server has
 * listed its tools or failed once; what failed is tried again meanwhile and never rejects. `close()` ends every process.
 *
 * @param entries By server key, as `parseServersConfig` gives them.
 * @throws CribError `option-unknown`, `option-invalid`, `glob-invalid`, or `aborted` after every process is gone.
 */
export async function connectServers(
  entries: ReadonlyMap<string, ServerEntry>,
  options: ConnectServersOptions = {},
): Promise<ToolServers> {
  checkOptions('connectServers', options, connectServersOptionsSchema)
  checkEntries('connectServers', entries)
  const { concurrency = 4, onStatus, signal } = options
  throwIfAborted(signal)
  // Loaded here because it brings the SDK (some 100 ms), which users of wrapClient may not need.
  const { ManagedUpstream } = await import('../upstream/ManagedUpstream.js')
  const { each, toolOptions } = split(options)
  const upstreams = [...entries].map(([key, entry]) => new ManagedUpstream(key, entry, each(key)))
  // Before anything is started, so that a wrong option leaves no process.
  const servers = createToolServers(upstreams, toolOptions)
  for (const upstream of upstreams) {
    upstream.onEvent((event) => event.type === 'state' && onStatus?.(upstream.key, event.state))
  }
  try {
    await untilAborted(signal, () => startAll(upstreams, concurrency))
  } catch (error) {
    await servers.close()
    throwIfAborted(signal)
    throw error
  }
  return servers
}

/** The options of each server, and those of the tools. */
function split(options: ConnectServersOptions): {
  each: (key: string) => ManagedUpstreamOptions
  toolOptions: ToolServersOptions
} {
  const {
    startTimeoutMs = 30_000,
    callTimeoutMs = 120_000,
    retries = 2,
    clientInfo = defaultClientInfo(),
    capabilities = {},
    prepare,
    authProvider,
    concurrency: _,
    onStatus: __,
    signal: ___,
    ...toolOptions
  } = options
  const same = { startTimeoutMs, callTimeoutMs, retries, clientInfo, capabilities }
  const each = (key: string): ManagedUpstreamOptions => ({
    ...same,
    prepare: prepare && ((client) => prepare(client, key)),
    auth: authProvider?.(key),
  })
  return { each, toolOptions }
}

async function startAll(upstreams: readonly ManagedUpstream[], concurrency: number): Promise<void> {
  const queue = upstreams.values()
  async function work(): Promise<void> {
    // The iterator is shared: each worker takes the next server that none has taken.
    for (const upstream of queue) {
      await upstream.start()
      // So that the first list for a task need not wait for it. What fails here fails there again, and is told.
      if (upstream.state.status === 'ready') await upstream.listTools().catch(() => {})
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, upstreams.length) }, work))
}
