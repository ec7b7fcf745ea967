import type { ToolDefinition, ToolSource } from '../../tool/Tool.js'
import type { RejectedDefinition } from '../listing/ServerListing.js'

/** A server whose tools are missing from a list. */
export interface UnavailableServer {
  /** Its key. */
  server: string
  /** Why, in one line. */
  reason: string
}

/** A definition that was left out of a list; `server` is absent where there is one server without a key. */
export interface DeskRejected extends RejectedDefinition {
  server?: string
}

/** The tools of every server that could be listed. */
export interface DeskList {
  /** One a server. `tools` is the same array as in the last list where nothing of it changed. */
  sources: readonly ToolSource[]
  /** What is not even an object with a name. */
  rejected: readonly DeskRejected[]
  unavailable: readonly UnavailableServer[]
  /** What else the result of `tools/list` said: `_meta` for example. */
  rest: Readonly<Record<string, unknown>>
}

/** What goes with one list or call. */
export interface DeskRequest {
  /** Aborting ends it. */
  signal?: AbortSignal | undefined
  /** Request options as the caller gave them; only the port that took them reads them. */
  given?: unknown
}

/** How a list is asked for. */
export interface DeskListRequest extends DeskRequest {
  /** `known`: what is fresh is not asked for again. `anew`: servers are asked. */
  from: 'known' | 'anew'
  /** The one server that `anew` is about; others are asked as for `known`. Default: every server. */
  server?: string | undefined
  /** Further params of `tools/list`. Default: none. */
  params?: Readonly<Record<string, unknown>>
}

/** A call as a model or host makes it: params of `tools/call`, where `arguments` may also be JSON text. */
export interface ToolCall {
  name: string
  arguments?: unknown
  _meta?: Readonly<Record<string, unknown>> | undefined
  [param: string]: unknown
}

/** A tool on its server. */
export interface ToolRoute {
  /** Key of the server; undefined where there is one without a key. */
  server: string | undefined
  /** Name on the server. */
  name: string
}

/** A call on its way. */
export interface RoutedCall extends ToolRoute {
  /** As the server listed it; undefined for a tool that is in no list. */
  definition: ToolDefinition | undefined
  /** Params to send; `name` is the name on the server. */
  params: ToolCall
}

/** What a desk lists and calls: one client, or many servers. */
export interface DeskPort {
  /** Rejects where nothing can be listed at all. */
  list(how: DeskListRequest): Promise<DeskList>
  /** Sends a call and gives its result as it came. */
  send(call: RoutedCall, request: DeskRequest): Promise<unknown>
  /** Where a name that is in no list would go; undefined: nowhere. */
  routeUnlisted(name: string): ToolRoute | undefined
}
