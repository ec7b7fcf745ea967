/** The protocol that the client speaks: 2025-11-25 or 2026-07-28. */
export type Era = 'legacy' | 'modern'

/** How the client is connected. */
export type Transported = 'stdio' | 'http'

export const ERAS: readonly Era[] = ['legacy', 'modern']
export const TRANSPORTS: readonly Transported[] = ['stdio', 'http']

type Params = Record<string, unknown>

/** What a client asks of itself in a call. */
export interface Handlers {
  /** The user's answer to a form or a page. Default: accepted, each field with its default or a value of its type. */
  action?: 'accept' | 'decline' | 'cancel'
  /** Metadata of the request. Default: none. */
  meta?: Params
  /** Cancels the call once it runs. Default: false. */
  cancel?: boolean
}

/** What a client saw of one call, as it came over the wire; ids and progress tokens are left out. */
export interface Observed {
  /** The last result; absent where there was an error, or nothing because the call was cancelled. */
  result?: Params
  error?: { code: number | string; message: string; data?: unknown }
  progress: Params[]
  logs: Params[]
  /** In 2025 the requests of the server, in 2026 those within its results; by method, since several have no order. */
  inputRequests: { method: string; params: Params }[]
  /** Whether the client cancelled the call before it was answered. */
  cancelled: boolean
}
