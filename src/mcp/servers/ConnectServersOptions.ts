import type { Client, ClientCapabilities } from '@modelcontextprotocol/client'
import { z } from 'zod'
import type { ServerAuth } from '../transport/ServerAuth.js'
import type { UpstreamState } from '../upstream/UpstreamState.js'
import { TOOL_SERVERS_SHAPE, type ToolServersOptions } from './ToolServersOptions.js'

/** Options of `connectServers`. Unknown keys are the error `option-unknown`. */
export interface ConnectServersOptions extends ToolServersOptions {
  /**
   * Milliseconds for a start with its handshake, for reading a list, and for a request to wait for a restart, 1 to
   * 2,147,483,647. Default 30,000.
   */
  startTimeoutMs?: number | undefined
  /**
   * Milliseconds for a call, or any other request, without an answer, 1 to 2,147,483,647. Where progress is asked for
   * (`onProgress`), each notification begins them anew. Default 120,000.
   */
  callTimeoutMs?: number | undefined
  /** Further tries of a start that failed, and of a request that cannot have been done, 0 or more. Default 2. */
  retries?: number | undefined
  /** Servers that are started at the same time, 1 or more. Default 4. */
  concurrency?: number | undefined
  /** What this client calls itself. Default: the name and version of this package. */
  clientInfo?: { name: string; version: string } | undefined
  /** What this client tells servers that it can do. Default: nothing. */
  capabilities?: ClientCapabilities | undefined
  /** Sets handlers (sampling, elicitation, roots) of each client before it connects. Default: none are set. */
  prepare?: ((client: Client, key: string) => void | Promise<void>) | undefined
  /** What gives the tokens of a server that is reached by URL. Default: the headers of its entry alone. */
  authProvider?: ((key: string) => ServerAuth | undefined) | undefined
  /** Called with each new state of a server. */
  onStatus?: ((key: string, state: UpstreamState) => void) | undefined
  /** Aborting while the servers start ends them all and rejects with `aborted`; later it has no effect. */
  signal?: AbortSignal | undefined
}

const isFunction = z.custom((value) => typeof value === 'function', 'expected a function')
// setTimeout holds 31 bits.
const milliseconds = z.int().min(1).max(2_147_483_647)

/** Shape of {@link ConnectServersOptions}. */
export const connectServersOptionsSchema = z.strictObject({
  ...TOOL_SERVERS_SHAPE,
  startTimeoutMs: milliseconds.optional(),
  callTimeoutMs: milliseconds.optional(),
  retries: z.int().min(0).optional(),
  concurrency: z.int().min(1).optional(),
  clientInfo: z.object({ name: z.string(), version: z.string() }).optional(),
  capabilities: z.record(z.string(), z.unknown()).optional(),
  prepare: isFunction.optional(),
  authProvider: isFunction.optional(),
  onStatus: isFunction.optional(),
  signal: z.instanceof(AbortSignal).optional(),
})
