import type { Transport } from '@modelcontextprotocol/client'
import { z } from 'zod'
import { tapProgress } from './tapProgress.js'

/** Where a framed result keeps what came over the wire. A symbol, so that no server can send one. */
const RAW = Symbol('raw result')

/** A notification, as it came. */
export interface Notification {
  method: string
  params?: Readonly<Record<string, unknown>> | undefined
}

/** Arrays whose members the SDK judges one by one, so that one of them would spoil the whole result. */
const JUDGED = ['tools', 'content', 'prompts', 'resources', 'resourceTemplates', 'contents', 'messages']

/** Takes any result as it is; `rawResult` gives what came. */
export const ANY_RESULT = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

/**
 * Keeps results as they came over the wire and tells of notifications. To be called before a client connects: it takes
 * the place of the transport's `onmessage`, which the SDK's clients leave in front of their own.
 *
 * In the protocol of 2026 the SDK checks each result against the schema of its method before the caller's own schema,
 * so that one odd tool would lose the list. It is given an empty one of the same shape.
 */
export function tapMessages(
  transport: Transport,
  onNotification: (notification: Notification) => void,
): void {
  const progressed = tapProgress(transport)
  transport.onmessage = (message) => {
    progressed(message)
    if ('result' in message) message.result = framed(message.result) as typeof message.result
    else if ('method' in message && !('id' in message)) onNotification(message)
  }
}

/** What came over the wire in place of a result that `tapMessages` framed; any other value is given back. */
export function rawResult(result: Record<string | symbol, unknown>): Record<string, unknown> {
  const asked = result['inputRequests'] as { [RAW]?: Record<string, unknown> } | undefined
  if (result['resultType'] === 'input_required' && asked?.[RAW] !== undefined) return asked[RAW]
  const raw = result[RAW]
  if (raw === undefined) return result
  // As the SDK does: it says how the result came about, not what it is.
  const { resultType, ...rest } = raw as Record<string, unknown>
  return rest
}

function framed(result: unknown): unknown {
  if (typeof result !== 'object' || result === null) return result
  if (Reflect.get(result, 'resultType') === 'input_required') return framedInputs(result)
  const judged = JUDGED.filter((key) => Array.isArray(Reflect.get(result, key)))
  if (judged.length === 0) return result
  const { ttlMs, cacheScope } = result as Record<string, unknown>
  return {
    ...result,
    ...Object.fromEntries(judged.map((key) => [key, []])),
    ttlMs: typeof ttlMs === 'number' && Number.isInteger(ttlMs) && ttlMs >= 0 ? ttlMs : 0,
    cacheScope: cacheScope === 'public' ? cacheScope : 'private',
    [RAW]: result,
  }
}

/** Of a result that asks for input the SDK gives a copy of what it knows, with the object of the requests as it is. */
function framedInputs(result: object): unknown {
  const { inputRequests } = result as { inputRequests?: unknown }
  const isMap = typeof inputRequests === 'object' && inputRequests !== null && !Array.isArray(inputRequests)
  return { ...result, inputRequests: { ...(isMap ? inputRequests : {}), [RAW]: result } }
}
