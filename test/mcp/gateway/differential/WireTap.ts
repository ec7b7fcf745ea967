import type { Observed } from './Observed.js'

type Message = Record<string, unknown>

/** What the transports of both SDKs have. */
export interface TappedTransport {
  onmessage?: unknown
  send(message: never, options?: never): Promise<void>
}

/**
 * Keeps what one client's calls look like on the wire, where no SDK has checked or completed it. To be set before the
 * client connects: both SDKs leave what is there in front of their own.
 */
export class WireTap {
  private readonly sent = new Set<unknown>()
  private seen = empty()

  constructor(transport: TappedTransport) {
    transport.onmessage = (message: Message) => this.receive(message)
    const send = transport.send.bind(transport)
    transport.send = async (message: Message, options) => {
      if (message['method'] === 'tools/call') this.sent.add(message['id'])
      await send(message as never, options)
    }
  }

  /** What was seen since the last time. */
  take(): Observed {
    const { seen } = this
    this.seen = empty()
    this.sent.clear()
    const name = ({ method, params }: { method: string; params: unknown }) => method + JSON.stringify(params)
    seen.inputRequests.sort((one, other) => (name(one) < name(other) ? -1 : 1))
    return seen
  }

  /** Whether the answer of a call came, be it a result, an error or a question. */
  private receive(message: Message): void {
    const { method, id } = message
    const params = (message['params'] ?? {}) as Message
    if (typeof method === 'string' && id !== undefined) this.seen.inputRequests.push({ method, params })
    else if (method === 'notifications/progress') this.seen.progress.push(params)
    else if (method === 'notifications/message') this.seen.logs.push(params)
    else if (this.sent.has(id)) this.answer(message)
  }

  private answer({ result, error }: Message): void {
    if (error !== undefined) {
      this.seen.error = error as NonNullable<Observed['error']>
      return
    }
    const { inputRequests } = result as {
      inputRequests?: Record<string, { method: string; params?: Message }>
    }
    for (const { method, params = {} } of Object.values(inputRequests ?? {})) {
      this.seen.inputRequests.push({ method, params })
    }
    if ((result as Message)['resultType'] !== 'input_required') this.seen.result = result as Message
  }
}

function empty(): Observed {
  return { progress: [], logs: [], inputRequests: [], cancelled: false }
}
