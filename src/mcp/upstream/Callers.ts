import { AsyncLocalStorage } from 'node:async_hooks'
import type { Caller } from './Caller.js'

/** Milliseconds for which a request that was cancelled may still make its server ask or tell something. */
const ECHO_MS = 10_000

/** Whose a message of a server is; `count`: how many callers could have caused it. */
export type Attribution = { caller: Caller } | { caller: undefined; count: number }

interface Flight {
  caller: Caller
  /** It was cancelled: nobody may have what it caused, and as long as it lasts nothing is certain. */
  isEcho: boolean
}

/**
 * The requests under way on one connection, and whose a message of the server is.
 *
 * Over Streamable HTTP a server answers each request on a stream of its own, and what it sends there belongs to that
 * request. Everywhere else nothing says so: a message is somebody's only where all requests under way are theirs.
 */
export class Callers {
  readonly #flights = new Set<Flight>()
  readonly #streams: AsyncLocalStorage<Flight | 'own'> | undefined

  /** @param hasStreams Whether each request has a stream of its own. */
  constructor({ hasStreams }: { hasStreams: boolean }) {
    // The loop that reads the stream of a request runs in the context in which that request was sent.
    this.#streams = hasStreams ? new AsyncLocalStorage() : undefined
  }

  /**
   * Whether a request that was cancelled, or that waits for its client, keeps others from being asked anything: a message
   * could be of either.
   */
  get isHaunted(): boolean {
    if (this.#streams !== undefined) return false
    return [...this.#flights].some(({ caller, isEcho }) => isEcho || caller.isWaiting === true)
  }

  /** Runs a request for a caller; one that fails after its signal was aborted is remembered for a while. */
  async run<T>(caller: Caller, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const flight: Flight = { caller, isEcho: false }
    this.#flights.add(flight)
    try {
      return await (this.#streams?.run(flight, work) ?? work())
    } finally {
      if (signal?.aborted) this.#echo(flight)
      else this.#flights.delete(flight)
    }
  }

  /** Runs a request that is sent for no caller. */
  async runOwn<T>(work: () => Promise<T>): Promise<T> {
    return await (this.#streams?.run('own', work) ?? work())
  }

  /** Whose the message is that is being read now. */
  whose(): Attribution {
    const known = this.#streams?.getStore()
    // A stream outlives its request by a moment; what comes there is nobody else's.
    if (known === 'own') return { caller: undefined, count: 0 }
    if (known !== undefined) return this.#isUnderWay(known) ? known : { caller: undefined, count: 0 }
    const flights = [...this.#flights]
    const identities = new Set(flights.map(({ caller }) => caller.identity))
    const last = flights.findLast(({ isEcho }) => !isEcho)
    return identities.size === 1 && last !== undefined ? last : { caller: undefined, count: identities.size }
  }

  #isUnderWay(flight: Flight): boolean {
    return this.#flights.has(flight) && !flight.isEcho
  }

  #echo(flight: Flight): void {
    flight.isEcho = true
    setTimeout(() => this.#flights.delete(flight), ECHO_MS).unref()
  }
}
