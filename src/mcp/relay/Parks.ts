import { randomBytes, randomUUID } from 'node:crypto'
import { CribError } from '../../errors.js'
import { contentHash } from '../../hash.js'
import type { ParkedCall } from './ParkedCall.js'
import { readTicket, signTicket } from './parkState.js'
import type { RelayCall } from './RelayCall.js'

/** Calls of one context that may wait at a time; one more ends the oldest, so that nobody fills the memory. */
const MAX_A_CONTEXT = 100

interface Park {
  call: ParkedCall
  context: string
  timer: NodeJS.Timeout
}

/** Why a call cannot go on. */
export type LostReason = 'unreadable' | 'expired' | 'gone'

const WHY: Readonly<Record<LostReason, string>> = {
  unreadable:
    'its state was not made here for this client and this call: the gateway was restarted, or the state was changed',
  expired: 'its state has expired',
  gone: 'its state was used before, or the call was ended',
}

/** Calls that wait for their client. A state is good once, for one context and one request, until it expires. */
export class Parks {
  readonly #key = randomBytes(32)
  readonly #parkMs: number
  readonly #parks = new Map<string, Park>()

  /** @param parkMs Milliseconds that a call waits for its client. */
  constructor({ parkMs }: { parkMs: number }) {
    this.#parkMs = parkMs
  }

  /** Calls that wait. */
  get size(): number {
    return this.#parks.size
  }

  /** Keeps a call and gives the state with which it goes on. */
  put(parked: ParkedCall, call: RelayCall): string {
    const { context } = call.peer
    this.#makeRoom(context)
    const id = randomUUID()
    const timer = setTimeout(() => this.#drop(id), this.#parkMs).unref()
    this.#parks.set(id, { call: parked, context, timer })
    return signTicket({ id, expires: Date.now() + this.#parkMs }, this.#binding(call))
  }

  /** The call that a state stands for, which is kept no longer. @throws CribError `relay-lost`. */
  take(call: RelayCall): ParkedCall {
    const ticket = readTicket(call.requestState ?? '', this.#binding(call))
    if (ticket === undefined) throw lost(call, 'unreadable')
    const park = this.#parks.get(ticket.id)
    if (park === undefined) throw lost(call, ticket.expires <= Date.now() ? 'expired' : 'gone')
    this.#forget(ticket.id)
    return park.call
  }

  /** Ends every call that waits, or those of one context. */
  clear(context?: string): void {
    for (const [id, park] of this.#parks)
      if (context === undefined || park.context === context) this.#drop(id)
  }

  #makeRoom(context: string): void {
    const same = [...this.#parks].filter(([, park]) => park.context === context)
    if (same.length >= MAX_A_CONTEXT) this.#drop(same[0]![0])
  }

  #drop(id: string): void {
    this.#parks.get(id)?.call.cancel()
    this.#forget(id)
  }

  #forget(id: string): void {
    clearTimeout(this.#parks.get(id)?.timer)
    this.#parks.delete(id)
  }

  #binding({ upstream, method, params, peer }: RelayCall) {
    // The metadata of a request may differ from try to try.
    const request = contentHash([upstream.key, method, { ...params, _meta: undefined }])
    return { key: this.#key, context: peer.context, request }
  }
}

function lost({ upstream: { key } }: RelayCall, reason: LostReason): CribError {
  const message = `A call of server "${key}" that waited for input cannot go on: ${WHY[reason]}. Call it anew.`
  return new CribError('relay-lost', message, { details: { server: key, reason } })
}
