import { isWanted } from '../upstream/logLevels.js'
import type { UpstreamProgress } from '../upstream/Upstream.js'
import type { Peer } from './Peer.js'
import type { Raw } from './RelayCall.js'

/** Passes what a server tells about one request on to the client, in order, and before its result. */
export class Notes {
  readonly #peer: Peer
  readonly #token: unknown
  #sent: Promise<void> = Promise.resolve()

  /** @param params Of the request, as they came. */
  constructor(peer: Peer, params: Readonly<Raw> | undefined) {
    this.#peer = peer
    const meta = params?.['_meta'] as Readonly<Raw> | undefined
    this.#token = meta?.['progressToken']
  }

  /** Takes progress; undefined where the client asked for none. */
  get onProgress(): ((progress: UpstreamProgress) => void) | undefined {
    const progressToken = this.#token
    if (progressToken === undefined) return undefined
    return (progress) => this.#send('notifications/progress', { ...progress, progressToken })
  }

  /** Passes a notification on that the client wants. */
  tell(method: string, params: Readonly<Raw> | undefined): void {
    if (method === 'notifications/message' && !this.#wants(params?.['level'])) return
    this.#send(method, params === undefined ? undefined : { ...params })
  }

  /** Resolves when everything so far is on its way. */
  async sent(): Promise<void> {
    await this.#sent
  }

  #wants(level: unknown): boolean {
    const { era, logLevel } = this.#peer
    // In 2026 a request that names no level gets no messages; in 2025 the server decides.
    return logLevel === undefined ? era === 'legacy' : isWanted(level, logLevel)
  }

  #send(method: string, params: Raw | undefined): void {
    // A client that is gone misses its notifications; the request says so itself.
    this.#sent = this.#sent.then(() => this.#peer.notify(method, params)).catch(() => {})
  }
}

/** The params without the token, which is the client's own: the request upstream gets another. */
export function withoutProgressToken(params: Readonly<Raw> | undefined): Raw | undefined {
  const meta = params?.['_meta'] as Raw | undefined
  if (params === undefined || meta?.['progressToken'] === undefined) return params
  const { progressToken: _, ...rest } = meta
  const { _meta: __, ...others } = params
  return Object.keys(rest).length === 0 ? others : { ...others, _meta: rest }
}
