import type { UpstreamProgress } from '../../upstream/Upstream.js'
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

/** Sends a request to a server on behalf of a client and gives its result as it came: the one way to the servers. */
export async function forward(visit: Visit, sent: Forwarded): Promise<Record<string, unknown>> {
  const { gateway, peer, signal, progressToken } = visit
  const { server, method, params, definition } = sent
  const upstream = gateway.upstream(peer.context, server)
  const onProgress =
    progressToken === undefined
      ? undefined
      : (progress: UpstreamProgress) =>
          void peer.notify('notifications/progress', { ...progress, progressToken }).catch(() => {})
  if (method === 'tools/call')
    return await upstream.callTool(params as { name: string }, { signal, onProgress, definition })
  return await upstream.request(method, params, { signal, onProgress })
}
