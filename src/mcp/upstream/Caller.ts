import type { ClientCapabilities, LoggingLevel } from '@modelcontextprotocol/client'

/** Something that a server asks of its client: `elicitation/create`, `sampling/createMessage`, `roots/list`. */
export interface ServerRequest {
  method: string
  params: Readonly<Record<string, unknown>> | undefined
  /** Aborted when the server takes it back, or its connection ends. */
  signal: AbortSignal
}

/** For whom a request is sent: takes what the server asks and tells while that request is under way. */
export interface Caller {
  /** Requests of one caller have the same value (`===`); what one may see, another must not. */
  readonly identity: unknown
  /** What the client can do. In 2026 it goes with the request, in place of what was declared for all. */
  readonly capabilities: ClientCapabilities
  /** The least severe log messages that it asked for. Default: it asked for no level. */
  readonly logLevel?: LoggingLevel | undefined
  /** True while its request waits for the client, perhaps for ever. Default: it does not. */
  readonly isWaiting?: boolean
  /** False of an owner while it is away. Default: it is there. */
  readonly isThere?: boolean
  /** Whether it hears everything where it asked for no level, as in the protocol of 2025. */
  readonly hearsUnasked: boolean
  /** Answers the server. What it rejects with is the answer too, with its `code` where that is an integer. */
  ask(request: ServerRequest): Promise<Record<string, unknown>>
  /** Takes a notification, for example `notifications/message`. Must not throw. */
  tell(method: string, params: Readonly<Record<string, unknown>> | undefined): void
}
