import { z } from 'zod'
import type { CribOptions } from '../../crib/Crib.js'
import { cribOptionsSchema } from '../../crib/optionSchemas.js'
import type { TrustStore } from '../../trust/TrustStore.js'
import type { ServerAuth } from '../transport/ServerAuth.js'
import type { UpstreamState } from '../upstream/UpstreamState.js'
import type { Gate } from './gate/Gate.js'
import { PROFILE_SHAPE, type ProfileOptions, profileOptionsSchema } from './profiles/ProfileOptions.js'

/** What a user decides about one server. */
export interface GatewayServerOptions {
  /**
   * `session` (default): each stdio connection and each session of 2025 has its own connection to the server. `shared`:
   * all have one. In 2026 there are no sessions; clients of one authorization share one connection.
   */
  isolation?: 'shared' | 'session' | undefined
  /**
   * Most tokens of the text of a result, 1 or more; the whole is a resource then, which the same client can read until it
   * goes, as long as it is among the last 200. Not in a pass-through profile. Default: results leave as they came.
   */
  maxResultTokens?: number | undefined
}

/** What a user decides about a gateway: the section `toolcrib` of a configuration. Unknown keys are `option-unknown`. */
export interface GatewayUserOptions extends ProfileOptions {
  /** Keys of servers whose own mark `readOnlyHint` lets `call_read_tool` call a tool. Default: none. */
  trusted?: readonly string[] | undefined
  /** Globs over `server/name` of tools that `call_read_tool` may call. Default: none. */
  readOnly?: readonly string[] | undefined
  /** Most tokens of an answer of `search_tools`, 1 or more. Default 1,500. */
  searchTokens?: number | undefined
  /** Most tokens of an answer of `describe_tools`, 1 or more. Default 8,000. */
  describeTokens?: number | undefined
  /**
   * `destructive`: before `call_tool` calls what is not marked as only reading and not marked by a trusted server as
   * harmless, the user is asked by elicitation; a client that cannot ask is refused. Default `off`.
   */
  confirm?: 'off' | 'destructive' | undefined
  /** Further entries, by name, at `/mcp/p/<name>` or `--profile <name>`. Default: none. */
  profiles?: Readonly<Record<string, ProfileOptions>> | undefined
  /** By server key. Default: none. */
  servers?: Readonly<Record<string, GatewayServerOptions>> | undefined
}

/** Options of `createGateway`. */
export interface GatewayOptions
  extends GatewayUserOptions,
    Pick<CribOptions, 'embedder' | 'index' | 'tokenizer' | 'calibration' | 'defences' | 'requires'> {
  /** Remembers definitions, so that what changes is held. Default: for the life of the gateway, in memory. */
  trust?: TrustStore | undefined
  /** File that keeps the last known catalog, so that lists do not wait for servers. Default: none is kept. */
  catalogFile?: string | undefined
  /** Milliseconds that a first list waits for servers of which nothing is known, 0 to 60,000. Default 900, so that the answer is there within a second. */
  listWaitMs?: number | undefined
  /** Milliseconds for a start with its handshake, and for a call to wait for a restart. Default 30,000. */
  startTimeoutMs?: number | undefined
  /** Further tries of a start that failed, 0 or more. Default 2. */
  retries?: number | undefined
  /** Servers that are started at the same time, 1 or more. Default 4. */
  concurrency?: number | undefined
  /** What the gateway calls itself, to clients and servers. Default: the name and version of this package. */
  info?: { name: string; version: string } | undefined
  /** Decides on access. Default: everything is allowed. */
  gate?: Gate | undefined
  /** What gives the tokens of a server that is reached by URL. Default: the headers of its entry alone. */
  authProvider?: ((key: string) => ServerAuth | undefined) | undefined
  /** Called with each new state of a server. */
  onStatus?: ((key: string, state: UpstreamState) => void) | undefined
  /** Called with sentences on what has less effect than was asked for. */
  onWarning?: ((message: string) => void) | undefined
}

const isFunction = z.custom((value) => typeof value === 'function', 'expected a function')
// setTimeout holds 31 bits.
const milliseconds = z.int().min(1).max(2_147_483_647)

/** Members of {@link GatewayUserOptions}. */
export const GATEWAY_USER_SHAPE = {
  ...PROFILE_SHAPE,
  trusted: z.array(z.string()).optional(),
  readOnly: z.array(z.string()).optional(),
  searchTokens: z.int().min(1).optional(),
  describeTokens: z.int().min(1).optional(),
  confirm: z.enum(['off', 'destructive']).optional(),
  profiles: z.record(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), profileOptionsSchema).optional(),
  servers: z
    .record(
      z.string(),
      z.strictObject({
        isolation: z.enum(['shared', 'session']).optional(),
        maxResultTokens: z.int().min(1).optional(),
      }),
    )
    .optional(),
} as const

const { embedder, index, tokenizer, calibration, defences, requires } = cribOptionsSchema.shape

/** Shape of {@link GatewayOptions}. */
export const gatewayOptionsSchema = z.strictObject({
  ...GATEWAY_USER_SHAPE,
  embedder,
  index,
  tokenizer,
  calibration,
  defences,
  requires,
  trust: z.custom((value) => typeof value === 'object' && value !== null, 'expected a TrustStore').optional(),
  catalogFile: z.string().min(1).optional(),
  listWaitMs: z.int().min(0).max(60_000).optional(),
  startTimeoutMs: milliseconds.optional(),
  retries: z.int().min(0).optional(),
  concurrency: z.int().min(1).optional(),
  info: z.object({ name: z.string(), version: z.string() }).optional(),
  gate: isFunction.optional(),
  authProvider: isFunction.optional(),
  onStatus: isFunction.optional(),
  onWarning: isFunction.optional(),
})
