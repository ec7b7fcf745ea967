import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Peer } from '../../relay/Peer.js'
import type { BegunRequest } from '../face/Face.js'
import { sendWebResponse, toWebRequest } from './nodeFetch.js'

type Raw = Record<string, unknown>

/** An answer as it goes over the wire. */
export interface WrittenAnswer {
  headers: Readonly<Record<string, string>>
  body: string
}

/** What a call is answered with. */
export interface HeldCallOptions {
  incoming: IncomingMessage
  outgoing: ServerResponse
  /** Has the SDK serve the request, which joins this call then. */
  serve: (request: Request) => Promise<Response>
  /** Writes the answer; undefined where the SDK has to do it. */
  write: (result: Raw) => WrittenAnswer | undefined
  /** Milliseconds after which the SDK takes over, 1 or more, so that a stream is open that a client can come back to. Default: never. */
  patienceMs?: number
  /** Whether it ends when its client goes away. */
  endsWithClient: boolean
}

/**
 * A call that is answered without a server, a transport and a stream of the SDK, which cost more than all the rest, as long
 * as its result is all that there is to send. Where there is more (a notification, a question, an error, a result that is not
 * plain) the SDK serves the request from there on, and finds this call under way.
 */
export class HeldCall implements BegunRequest {
  static readonly #calls = new WeakMap<Request, HeldCall>()

  readonly #options: HeldCallOptions
  readonly #controller = new AbortController()
  #result: Promise<Raw> | undefined
  #served: Promise<void> | undefined
  #joined: ((peer: Peer) => void) | undefined
  #failed: ((error: unknown) => void) | undefined
  #peer: Promise<Peer> | undefined

  constructor(options: HeldCallOptions) {
    this.#options = options
    const { outgoing, endsWithClient } = options
    if (endsWithClient)
      outgoing.once('close', () => {
        if (!outgoing.writableFinished) this.#controller.abort()
      })
  }

  /** The call that a request of the SDK stands for. */
  static of(request: Request): HeldCall | undefined {
    return HeldCall.#calls.get(request)
  }

  /** Aborted when the client cancels the call or goes away. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** The client: whatever it is told or asked, the SDK sends. */
  peerOf(facts: Omit<Peer, 'notify' | 'request'>): Peer {
    const notify: Peer['notify'] = async (method, params) =>
      await (await this.takeOver()).notify(method, params)
    if (facts.era === 'modern') return { ...facts, notify }
    const request: Peer['request'] = async (method, params, options) =>
      await (await this.takeOver()).request!(method, params, options)
    return { ...facts, notify, request }
  }

  /** Resolves when the answer is sent. Rejects as the SDK does. */
  async answer(work: Promise<Raw>): Promise<void> {
    this.#result = work
    const { patienceMs } = this.#options
    const timer = patienceMs === undefined ? undefined : setTimeout(() => this.#giveUp(), patienceMs).unref()
    const result = await work.catch(() => undefined)
    clearTimeout(timer)
    const written =
      this.#served === undefined && result !== undefined ? this.#options.write(result) : undefined
    if (written !== undefined) return this.#send(written)
    this.#giveUp()
    await this.#served
  }

  /** Has the SDK serve the request. Resolves with its way to the client. */
  takeOver(): Promise<Peer> {
    this.#peer ??= new Promise((resolve, reject) => {
      this.#joined = resolve
      this.#failed = reject
      // Not before the work is known that it is to join.
      this.#served = Promise.resolve().then(() => this.#serve())
      // Who waits for the answer hears of it; the work may take longer.
      this.#served.catch(() => {})
    })
    return this.#peer
  }

  async join(peer: Peer, signal: AbortSignal): Promise<Raw> {
    this.#joined?.(peer)
    const end = () => this.end(signal.reason)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
    return await this.#result!
  }

  /** Ends the call; it is answered no more. */
  end(reason?: unknown): void {
    this.#controller.abort(reason)
  }

  #giveUp(): void {
    this.takeOver().catch(() => {})
  }

  #send({ headers, body }: WrittenAnswer): void {
    const { outgoing } = this.#options
    if (outgoing.destroyed) return
    outgoing.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) })
    outgoing.end(body)
  }

  async #serve(): Promise<void> {
    const { incoming, outgoing, serve } = this.#options
    const gone = new AbortController()
    if (outgoing.destroyed) gone.abort()
    else outgoing.once('close', () => gone.abort())
    const request = toWebRequest(incoming, undefined, gone.signal)
    HeldCall.#calls.set(request, this)
    try {
      const response = await serve(request)
      // What it refuses it does not join.
      if (response.status !== 200) this.#fail(new Error(`The request was refused with ${response.status}.`))
      await sendWebResponse(response, outgoing)
    } catch (error) {
      this.#fail(error)
      throw error
    }
  }

  /** Where the SDK has joined already, this has no effect. */
  #fail(error: unknown): void {
    this.#failed?.(error)
    this.end(error)
  }
}
