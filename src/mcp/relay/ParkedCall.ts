import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/client'
import type { Caller, ServerRequest } from '../upstream/Caller.js'
import { lacking, refusedByPeer } from './askPeer.js'
import { missingCapability, missingError } from './missingCapability.js'
import { Notes, withoutProgressToken } from './Notes.js'
import type { Peer } from './Peer.js'
import type { Raw, RelayCall } from './RelayCall.js'
import { sendCall } from './sendCall.js'

/** What a call came to: its result, or inputs that it waits for, by key. */
export type Halt = { result: Raw } | { inputs: Record<string, { method: string; params?: Raw }> }

interface Pending {
  input: { method: string; params?: Raw }
  answer: (response: Raw) => void
}

/**
 * A call for a client of 2026, which cannot be asked anything while it waits: what a server of 2025 asks meanwhile halts
 * the call, and the next request of the client goes on with it.
 */
export class ParkedCall {
  readonly #controller = new AbortController()
  readonly #pending = new Map<string, Pending>()
  readonly #caller: Caller
  #call: RelayCall
  #notes: Notes
  #asked = 0
  #outcome: { result: Raw } | { error: unknown } | undefined
  #isAttached = false
  #wake: () => void = () => {}

  /** Sends the call at once. */
  constructor(call: RelayCall) {
    this.#call = call
    this.#notes = new Notes(call.peer, call.params)
    const { peer } = call
    const isWaiting = () => this.#pending.size > 0
    this.#caller = {
      get isWaiting() {
        return isWaiting()
      },
      // Unless its client says that it is one, two requests may be of two conversations.
      identity: peer.caller ?? this,
      capabilities: peer.capabilities,
      logLevel: peer.logLevel,
      hearsUnasked: false,
      ask: (request) => this.#ask(request),
      tell: (method, params) => this.#notes.tell(method, params),
    }
    this.#run().then(
      (result) => this.#end({ result }),
      (error: unknown) => this.#end({ error }),
    )
  }

  /** Goes on for a later request of the same client, with its answers. What has none is asked again. */
  resume(call: RelayCall): Promise<Halt> {
    this.#call = call
    this.#notes = new Notes(call.peer, call.params)
    for (const [key, response] of Object.entries(call.inputResponses ?? {})) {
      // The protocol's answers are bare objects; anything else is none.
      if (typeof response !== 'object' || response === null || Array.isArray(response)) continue
      this.#pending.get(key)?.answer(response as Raw)
    }
    return this.halt()
  }

  /** Resolves with the result or with what is asked; rejects as the call does. When its signal is aborted, the call ends. */
  async halt(): Promise<Halt> {
    const { signal } = this.#call
    const stop = () => this.cancel(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    this.#isAttached = true
    try {
      if (signal.aborted) stop()
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        // Questions that come together are asked together; what comes from now on looks by itself.
        if (this.#outcome !== undefined || this.#pending.size > 0) setImmediate(() => this.#look())
      })
    } finally {
      this.#isAttached = false
      signal.removeEventListener('abort', stop)
    }
    await this.#notes.sent()
    if (this.#outcome !== undefined && 'error' in this.#outcome) throw this.#outcome.error
    if (this.#outcome !== undefined) return this.#outcome
    return { inputs: Object.fromEntries([...this.#pending].map(([key, { input }]) => [key, input])) }
  }

  /** Ends the call at its server. */
  cancel(reason?: unknown): void {
    this.#controller.abort(reason)
  }

  /** What a server of 2025 wants visited first, by its error for that, is asked for; then the call is sent again. */
  async #run(): Promise<Raw> {
    for (;;) {
      try {
        return await this.#send()
      } catch (error) {
        const visits = visitsOf(error)
        if (visits === undefined) throw error
        const { signal } = this.#controller
        const asked = visits.map((params) => this.#ask({ method: 'elicitation/create', params, signal }))
        const answers = await Promise.all(asked)
        if (answers.some(({ action }) => action !== 'accept')) throw error
      }
    }
  }

  async #send(): Promise<Raw> {
    const { params, inputResponses, requestState } = this.#call
    const onProgress = this.#notes.onProgress
    const rest = {
      // A server of 2026 gets what it handed out, byte for byte.
      ...(inputResponses === undefined ? {} : { inputResponses }),
      ...(requestState === undefined ? {} : { requestState }),
    }
    return await sendCall(
      this.#call,
      { ...withoutProgressToken(params), ...rest },
      {
        caller: this.#caller,
        signal: this.#controller.signal,
        // The client that goes on has another token.
        onProgress: onProgress === undefined ? undefined : (progress) => this.#notes.onProgress?.(progress),
      },
    )
  }

  async #ask({ method, params, signal }: ServerRequest): Promise<Raw> {
    const input = { method, ...(params === undefined ? {} : { params: { ...params } }) }
    const { upstream, peer } = this.#call
    const required = missingCapability(input, peer.capabilities)
    // Servers ask for roots by the way and go on without any; what else they ask for the call depends on.
    if (required !== undefined && method === 'roots/list') throw noRoots(upstream.key, peer)
    if (required !== undefined) {
      const error = missingError(required)
      this.#end({ error })
      this.cancel()
      throw error
    }
    const key = `input-${++this.#asked}`
    return await new Promise<Raw>((resolve, reject) => {
      const settle = () => {
        this.#pending.delete(key)
        signal.removeEventListener('abort', withdraw)
      }
      const withdraw = () => {
        settle()
        reject(signal.reason)
      }
      signal.addEventListener('abort', withdraw, { once: true })
      const answer = (response: Raw) => {
        settle()
        resolve(response)
      }
      this.#pending.set(key, { input, answer })
      setImmediate(() => this.#look())
    })
  }

  #look(): void {
    if (this.#isAttached && (this.#outcome !== undefined || this.#pending.size > 0)) this.#wake()
  }

  #end(outcome: { result: Raw } | { error: unknown }): void {
    this.#outcome ??= outcome
    this.#look()
  }
}

/** The same error as a client of 2025 without roots gives. */
function noRoots(server: string, peer: Peer): Error {
  return refusedByPeer(lacking({ server, method: 'roots/list', required: { roots: {} } }), peer)
}

/** Elicitations by URL that an error of 2025 names, which the protocol of 2026 does not have; undefined for any other. */
function visitsOf(error: unknown): Raw[] | undefined {
  if (!(error instanceof ProtocolError) || error.code !== ProtocolErrorCode.UrlElicitationRequired)
    return undefined
  const { elicitations } = (error.data ?? {}) as { elicitations?: unknown }
  const isUsable = Array.isArray(elicitations) && elicitations.length > 0
  return isUsable ? elicitations.map((params: Raw) => ({ ...params, mode: 'url' })) : undefined
}
