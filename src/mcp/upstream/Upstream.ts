import type { CribError } from '../../errors.js'
import type { ToolsList } from '../listing/requestAllTools.js'
import type { UpstreamState } from './UpstreamState.js'

/** How one request is sent. */
export interface UpstreamRequestOptions {
  /** Aborting cancels the request at the server and rejects. */
  signal?: AbortSignal | undefined
  /** Called with every progress notification of this request. Default: no progress is asked for. */
  onProgress?: ((progress: UpstreamProgress) => void) | undefined
}

/** A progress notification, as it came. */
export interface UpstreamProgress {
  /** How far it got; grows from one notification to the next. */
  progress: number
  /** What `progress` is at the end, where the server knows it. */
  total?: number
  /** For people. */
  message?: string
}

/** How a list is asked for. */
export interface UpstreamListOptions extends UpstreamRequestOptions {
  /** `known` (default): what is fresh is not asked for again. `anew`: the server is asked. */
  from?: 'known' | 'anew' | undefined
}

/** A call, as it is sent. */
export interface UpstreamCall {
  /** Name on its server. */
  name: string
  /** Default: none are sent. */
  arguments?: Readonly<Record<string, unknown>> | undefined
  /** Sent along. Default: none. */
  _meta?: Readonly<Record<string, unknown>> | undefined
}

/**
 * One server that is listed and called, however it is reached. Every driver is held to the same contract: test/contracts.
 * A server that cannot be reached rejects with `server-failed`; an aborted signal with `aborted`; what the server itself
 * answers as an error rejects as the SDK gives it.
 */
export interface Upstream {
  /** Key in the configuration. */
  readonly key: string
  /** Where it is in its life. */
  readonly state: UpstreamState
  /**
   * Every page of `tools/list` as it came over the wire, unknown fields and key order included. The same object as before
   * where nothing changed, so that who holds it need not compare.
   */
  listTools(options?: UpstreamListOptions): Promise<ToolsList>
  /** Sends `tools/call` and gives its result as it came. `definition`: the tool as last listed, for headers made of arguments. */
  callTool(
    call: UpstreamCall,
    options?: UpstreamRequestOptions & { definition?: unknown },
  ): Promise<Record<string, unknown>>
  /** Sends any other request and gives its result as it came. */
  request(
    method: string,
    params?: Readonly<Record<string, unknown>>,
    options?: UpstreamRequestOptions,
  ): Promise<Record<string, unknown>>
  /** Called when the server says that a list changed, and when its state changes. Returns the way to stop it. */
  onEvent(listener: (event: UpstreamEvent) => void): () => void
  /** Ends the connection and every process of it. Never rejects; later requests reject with `server-failed`. */
  close(): Promise<void>
}

/** What an upstream tells of itself. */
export type UpstreamEvent =
  | { type: 'state'; state: UpstreamState }
  /** Its list of tools is another than before, or may be. */
  | { type: 'tools' }
  | { type: 'prompts' | 'resources' }
  /** A resource that is watched changed. `params` as they came, `uri` in them. */
  | { type: 'updated'; params: Readonly<Record<string, unknown>> }
  /** It asked its client something that was for nobody, and was refused. */
  | { type: 'refused'; error: CribError }
