import {
  Client,
  type ClientCapabilities,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/client'
import { type CribError, throwIfAborted } from '../../errors.js'
import type { BrokenEntry, ServerEntry } from '../config/ServerEntry.js'
import { describeFailure } from '../listing/describeFailure.js'
import { faultToShow, type OpenTransport, openTransport } from '../transport/openTransport.js'
import type { ServerAuth } from '../transport/ServerAuth.js'
import { tapMessages } from '../transport/tapMessages.js'
import { untilAborted } from '../untilAborted.js'
import type { ServerRequest } from './Caller.js'
import { Connection, closeBoth } from './Connection.js'
import { MAX_CODES, redeemCode, wasRedirected } from './redeemCode.js'
import { serverFailed } from './serverFailed.js'

/** What a connection is made with. */
export interface OpenConnectionOptions {
  /** Milliseconds for the start and the handshake. */
  timeoutMs: number
  clientInfo: { name: string; version: string }
  /** What the client says that it can do. */
  capabilities: ClientCapabilities
  /** Sets the client's handlers before it connects. Default: none are set. */
  prepare?: ((client: Client) => void | Promise<void>) | undefined
  auth?: ServerAuth | undefined
  /** Answers what the server asks and `prepare` set no handler for. Default: such requests are refused. */
  asked?: ((connection: Connection, request: ServerRequest) => Promise<Record<string, unknown>>) | undefined
  /** `modern`: a stdio server that is known to speak the protocol of 2026 alone. Default: the older handshake first. */
  era?: 'modern' | undefined
  /** Called with each transport before it is started; a second one follows where the server must be started twice. */
  opened?: ((open: OpenTransport) => void) | undefined
  signal?: AbortSignal | undefined
}

/** The protocol of 2026. */
const MODERN_VERSION = '2026-07-28'
/** Codes with which a server refuses the handshake of 2025: it does not speak that version, or knows no `initialize`. */
const REFUSES_LEGACY: readonly number[] = [
  ProtocolErrorCode.UnsupportedProtocolVersion,
  ProtocolErrorCode.MethodNotFound,
]
/** What setTimeout holds. */
const MAX_TIMEOUT_MS = 2_147_483_647

/**
 * Starts or reaches one server and shakes hands with it. Over stdio the handshake of 2025 goes first, since many older
 * servers end on any other first message; one that refuses it is started once more, in the protocol of 2026.
 *
 * @throws CribError `server-failed`, or `aborted`. No process is left then.
 */
export async function openConnection(
  key: string,
  entry: Exclude<ServerEntry, BrokenEntry>,
  options: OpenConnectionOptions,
): Promise<Connection> {
  let era = options.era
  for (let codes = 0; ; ) {
    const open = transportOf(key, entry, options.auth)
    options.opened?.(open)
    const mode = entry.transport === 'http' ? 'auto' : era === 'modern' ? { pin: MODERN_VERSION } : 'legacy'
    const client = new Client(options.clientInfo, {
      capabilities: options.capabilities,
      versionNegotiation: { mode },
    })
    const limit = new AbortController()
    try {
      return await connect({ client, open, entry, options, limit })
    } catch (error) {
      await closeBoth(client, open)
      throwIfAborted(options.signal)
      if (entry.transport === 'stdio' && era !== 'modern' && refusesLegacy(error)) {
        era = 'modern'
        continue
      }
      const asks = wasRedirected(error) && codes++ < MAX_CODES
      const timedOut = limit.signal.aborted ? options.timeoutMs : undefined
      try {
        if (asks && (await redeemCode(open, options.auth, options.signal))) continue
      } catch (refused) {
        throwIfAborted(options.signal)
        throw await failure(refused, { key, entry, open, timedOut })
      }
      throw await failure(error, { key, entry, open, timedOut })
    }
  }
}

function transportOf(
  key: string,
  entry: Exclude<ServerEntry, BrokenEntry>,
  auth: ServerAuth | undefined,
): OpenTransport {
  try {
    return openTransport(entry, auth)
  } catch (error) {
    const message = describeFailure(error, { phase: 'config', transport: entry.transport })
    throw serverFailed(key, { message, phase: 'config', cause: error })
  }
}

/** Rejects with any error when the time is over; `limit` tells whether that was why. */
async function connect(job: {
  client: Client
  open: OpenTransport
  entry: Exclude<ServerEntry, BrokenEntry>
  options: OpenConnectionOptions
  limit: AbortController
}): Promise<Connection> {
  const { client, open, entry, options, limit } = job
  const stop = () => limit.abort()
  const timer = setTimeout(stop, options.timeoutMs)
  options.signal?.addEventListener('abort', stop, { once: true })
  let connection: Connection | undefined
  tapMessages(open.transport, (notification) => connection?.onnotification?.(notification))
  const { asked } = options
  if (asked !== undefined) {
    client.fallbackRequestHandler = async ({ method, params }, { mcpReq }) => {
      // The handshake is over as far as the server knows; here it is a moment later.
      if (connection === undefined) throw new ProtocolError(ProtocolErrorCode.InternalError, 'Not ready yet')
      return await asked(connection, { method, params, signal: mcpReq.signal })
    }
  }
  // The SDK's own limit of 60 s a request would undercut a longer one of ours, which is to end it first.
  const limits = { signal: limit.signal, timeout: Math.min(options.timeoutMs + 1000, MAX_TIMEOUT_MS) }
  try {
    await untilAborted(options.signal, () =>
      untilAborted(limit.signal, async () => {
        await options.prepare?.(client)
        // Nobody is left to end what would be started now.
        limit.signal.throwIfAborted()
        await client.connect(open.transport, limits)
      }),
    )
    connection = new Connection(client, open, entry.transport)
    return connection
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', stop)
  }
}

function refusesLegacy(error: unknown): boolean {
  return error instanceof ProtocolError && REFUSES_LEGACY.includes(error.code)
}

async function failure(
  error: unknown,
  facts: {
    key: string
    entry: Exclude<ServerEntry, BrokenEntry>
    open: OpenTransport
    timedOut: number | undefined
  },
): Promise<CribError> {
  const { key, entry, open, timedOut } = facts
  const phase = 'start'
  if (timedOut === undefined) await faultToShow(open)
  const message = describeFailure(error, {
    phase,
    transport: entry.transport,
    fault: open.fault(),
    stderr: open.stderr().lastLine,
    timedOut,
  })
  return serverFailed(key, { message, phase, cause: error })
}
