import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client'

/** Takes the progress of one request, as it came. A symbol in its `_meta`, so that it never goes over the wire. */
const SINK = Symbol('progress sink')

/** What takes the progress of one request. */
export interface ProgressSink {
  report(progress: { progress: number }): void
  /** Set when the request is sent; to be called when it is over. */
  forget?: () => void
}

/** The params of a request whose progress a sink takes. */
export function withSink(params: object | undefined, sink: ProgressSink): object {
  return { ...params, _meta: { ...(params as { _meta?: object } | undefined)?._meta, [SINK]: sink } }
}

/**
 * Gives progress to the sink of its request at once. To be called before a client connects.
 *
 * The SDK's client handles a notification a moment after it came and an answer at once, so that progress which comes
 * together with the answer is lost; and it leaves out fields that it does not know.
 */
export function tapProgress(transport: Transport): (message: JSONRPCMessage) => void {
  const sinks = new Map<unknown, ProgressSink>()
  const send = transport.send.bind(transport)
  transport.send = (message, options) => {
    const sink = sinkOf(message)
    if (sink !== undefined) {
      // The SDK's client takes the id of the request for its token.
      const { id } = message as { id: unknown }
      sinks.set(id, sink)
      sink.forget = () => void sinks.delete(id)
    }
    return send(message, options)
  }
  return (message) => {
    if (!('method' in message) || message.method !== 'notifications/progress') return
    const { progressToken, ...progress } = message.params ?? {}
    if (typeof progress['progress'] !== 'number') return
    sinks.get(progressToken)?.report(progress as { progress: number })
  }
}

function sinkOf(message: JSONRPCMessage): ProgressSink | undefined {
  if (!('method' in message) || !('id' in message)) return undefined
  return (message.params?._meta as { [SINK]?: ProgressSink } | undefined)?.[SINK]
}
