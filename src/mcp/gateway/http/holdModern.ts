import { SERVER_INFO_META_KEY } from '@modelcontextprotocol/server'
import { answerVisit } from '../face/answerVisit.js'
import { Subscriptions } from '../face/Subscriptions.js'
import type { Gateway } from '../Gateway.js'
import { SHARED_CONTEXT } from '../HostOwner.js'
import type { Profile } from '../profiles/Profile.js'
import { HeldCall } from './HeldCall.js'
import type { Exchange } from './nodeFetch.js'
import type { PlainCall } from './plainCall.js'

/** A call subscribes to nothing. */
const NONE = new Subscriptions(() => {})

const JSON_TYPE = { 'content-type': 'application/json' }

/** Answers a plain call of 2026. Rejects as the SDK does. */
export async function holdModern(
  { id, params, capabilities = {}, logLevel }: PlainCall,
  about: Exchange & { gateway: Gateway; profile: Profile; serve: (request: Request) => Promise<Response> },
): Promise<void> {
  const { incoming, outgoing, gateway, profile, serve } = about
  const held = new HeldCall({
    ...{ incoming, outgoing, serve, endsWithClient: true },
    write: (raw) => {
      const result = modernResult(raw, gateway.parts.info)
      return result && { headers: JSON_TYPE, body: JSON.stringify({ result, jsonrpc: '2.0', id }) }
    },
  })
  const { headers } = incoming
  const get = (name: string) => {
    const value = headers[name.toLowerCase()]
    return value === undefined ? null : String(value)
  }
  await held.answer(
    answerVisit({
      ...{ gateway, profile, method: 'tools/call', params, subscriptions: NONE },
      peer: held.peerOf({ era: 'modern', context: SHARED_CONTEXT, capabilities, logLevel }),
      signal: held.signal,
      headers: { get },
    }),
  )
}

/**
 * A complete result as the SDK's servers of 2026 send it: marked as such, with the server's name. Undefined for one that asks
 * for input, and one with members that they would leave out.
 */
export function modernResult(
  result: Readonly<Record<string, unknown>>,
  info: { name: string; version: string },
): Record<string, unknown> | undefined {
  const { resultType = 'complete', _meta: meta } = result
  if (resultType !== 'complete' || 'capabilities' in result) return undefined
  if (meta === undefined) return { ...result, resultType, _meta: { [SERVER_INFO_META_KEY]: info } }
  if (typeof meta !== 'object' || meta === null || Array.isArray(meta)) return { ...result, resultType }
  return { ...result, resultType, _meta: { [SERVER_INFO_META_KEY]: info, ...meta } }
}
