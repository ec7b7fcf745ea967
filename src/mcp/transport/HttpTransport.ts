import {
  type JSONRPCMessage,
  ProtocolError,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client'

/** Marks the error that stands for an answer which never came; an object, so that no server can send it. */
const STREAM_ENDED = Object.freeze({})

type SendOptions = NonNullable<Parameters<StreamableHTTPClientTransport['send']>[1]>

/**
 * Streamable HTTP that says when a stream ends without the answer to its request. With the SDK's own transport such a
 * request would wait for its time limit.
 */
export class HttpTransport extends StreamableHTTPClientTransport {
  override send(message: JSONRPCMessage | JSONRPCMessage[], options?: SendOptions): Promise<void> {
    const isRequest = !Array.isArray(message) && 'method' in message && 'id' in message
    // Who asked to be told of the end handles it.
    if (!isRequest || options?.onRequestStreamEnd !== undefined) return super.send(message, options)
    // Where the answer came first, the client no longer knows the id and drops this.
    const onRequestStreamEnd = () =>
      this.onmessage?.({
        jsonrpc: '2.0',
        id: message.id,
        error: { code: -32000, message: 'the stream ended before the answer came', data: STREAM_ENDED },
      })
    return super.send(message, { ...options, onRequestStreamEnd })
  }
}

/** Whether an error is no answer of the server but the end of the stream that should have brought one. */
export function isStreamEnd(error: unknown): boolean {
  return error instanceof ProtocolError && error.data === STREAM_ENDED
}
