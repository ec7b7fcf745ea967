import type { Visit } from './Visit.js'

/** A request on its way to a server. */
export interface Forwarded {
  /** Key of the server. */
  server: string
  method: string
  params: Readonly<Record<string, unknown>>
  /** Of a call: the tool as listed, for headers that are made of arguments. */
  definition?: unknown
}

/**
 * Sends a request to a server on behalf of a client and gives its result as it came, or what the server wants to know
 * first: the one way to the servers. Rejects as `Relay.request` does.
 */
export async function forward(visit: Visit, sent: Forwarded): Promise<Record<string, unknown>> {
  const { gateway, peer, signal, inputResponses, requestState } = visit
  const { server, ...rest } = sent
  const upstream = gateway.upstreamFor(peer, server)
  const call = { ...rest, upstream, peer, signal, inputResponses, requestState }
  const result = await gateway.parts.relay.request(call)
  gateway.links.note(peer.context, server, result)
  return result
}
