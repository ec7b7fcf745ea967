import type { Era, Handlers, Observed } from './Observed.js'
import type { RoutedClient } from './Route.js'
import type { WireTap } from './WireTap.js'

/** Metadata by which a request of 2026 asks for log messages. */
const LOG_LEVEL = 'io.modelcontextprotocol/logLevel'

/** Milliseconds after which a call to be cancelled surely runs. */
const RUNS_MS = 400

export type Call = { name: string; arguments: Record<string, unknown>; _meta?: Record<string, unknown> }

export interface Wiring {
  era: Era
  tap: WireTap
  /** Sends a call, with progress asked for. */
  send(call: Call, options: { signal: AbortSignal; onprogress: () => void }): Promise<unknown>
  /** Set for each call before it is sent: what its user does. */
  answers: { now: Handlers }
  /** Closes the client, and what was opened for it. */
  close(): Promise<void>
  /** How a call of the fixture is sent. Default: as it is. */
  wrap?: (call: Call) => Call
}

/** A client whose calls are observed on the wire. */
export function routedClient({
  era,
  tap,
  send,
  answers,
  close,
  wrap = (call) => call,
}: Wiring): RoutedClient {
  return {
    close,
    call: async (name, args, handlers = {}) => {
      const asksForLogs = era === 'modern' ? { [LOG_LEVEL]: 'debug' } : {}
      const _meta = { ...handlers.meta, ...asksForLogs }
      const ended = new AbortController()
      const timer = handlers.cancel ? setTimeout(() => ended.abort(), RUNS_MS) : undefined
      answers.now = handlers
      tap.take()
      const call = wrap({ name, arguments: args, ...(Object.keys(_meta).length > 0 ? { _meta } : {}) })
      const failed = await send(call, { signal: ended.signal, onprogress: () => {} }).then(
        () => undefined,
        (error: unknown) => error,
      )
      clearTimeout(timer)
      return seen(tap.take(), { failed, cancelled: ended.signal.aborted })
    },
  }
}

/** What was seen of a call, with the client's own error where none came over the wire. */
function seen(observed: Observed, { failed, cancelled }: { failed: unknown; cancelled: boolean }): Observed {
  if (cancelled) return { ...observed, cancelled }
  if (observed.result !== undefined || observed.error !== undefined || failed === undefined) return observed
  const { code, message, data } = failed as { code?: number; message: string; data?: unknown }
  return { ...observed, error: { code: code ?? 'none', message, ...(data === undefined ? {} : { data }) } }
}
