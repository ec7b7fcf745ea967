import type { CribError } from '../../errors.js'
import { oneLine } from '../oneLine.js'
import { pause } from '../pause.js'
import { Backoff, type BackoffTimes } from './Backoff.js'
import type { Connection } from './Connection.js'
import { isHopeless } from './isHopeless.js'
import { serverFailed } from './serverFailed.js'
import type { UpstreamState } from './UpstreamState.js'

/** What a lifeline needs to know of its server. */
export interface LifelineOptions {
  key: string
  /** Opens a connection; rejects with `server-failed`, or with anything once the signal is aborted. */
  open: (signal: AbortSignal) => Promise<Connection>
  /** Tries after the first that a server gets which never ran. */
  retries: number
  times: BackoffTimes
  /** Called with each new state, before who waits for it goes on. */
  onState: (state: UpstreamState) => void
  /** Called with each new connection, before who waits for it has it. */
  onConnection: (connection: Connection) => void
}

/**
 * Keeps one server connected: opens the connection when it is first asked for, opens another with backoff when that one
 * ends by itself, and gives up a server that never ran after its retries: then each time that it is asked for is one try. A
 * server that ran once is tried without end.
 */
export class Lifeline {
  readonly #options: LifelineOptions
  readonly #backoff: Backoff
  readonly #life = new AbortController()
  readonly #waiting = new Set<() => void>()
  #state: UpstreamState = { status: 'starting' }
  #connection: Connection | undefined
  #work: Promise<void> | undefined
  /** Resolves once what is left of the connections that ended before is gone. */
  #ending: Promise<void> = Promise.resolve()
  #ran = false
  #gaveUp = false

  constructor(options: LifelineOptions) {
    this.#options = options
    this.#backoff = new Backoff(options.times)
  }

  get state(): UpstreamState {
    return this.#state
  }

  /** The connection, where there is one. */
  get live(): Connection | undefined {
    return this.#connection?.alive ? this.#connection : undefined
  }

  /** Starts where nothing runs, and resolves when the first try ended, well or not. */
  async settled(): Promise<void> {
    this.#begin()
    await this.#when(() => (this.#state.status === 'starting' ? undefined : { is: true }))
  }

  /** The live connection, which is opened or waited for. Rejects with `server-failed` when it is given up or closed. */
  async connection(): Promise<Connection> {
    if (this.#state.status !== 'closed') this.#begin()
    return await this.#when(() => {
      if (this.#connection?.alive) return { is: this.#connection }
      if (this.#state.status === 'failed') throw this.#state.error
      if (this.#state.status === 'closed') throw this.#closedError()
      return undefined
    })
  }

  /** Gives a connection up that is of no more use; the next that is asked for is another. */
  drop(connection: Connection): void {
    if (this.#connection !== connection) return
    this.#connection = undefined
    this.#bury(connection)
  }

  /** Says what a request showed: that the server answers, or that it cannot be reached. Only for the live connection. */
  note(connection: Connection, failure?: CribError): void {
    if (this.#connection !== connection || !connection.alive) return
    if (failure !== undefined) this.#set({ status: 'failed', error: failure })
    else if (this.#state.status !== 'ready') this.#set({ status: 'ready' })
  }

  /** Ends the connection, and a start that is under way, for good. */
  async close(): Promise<void> {
    const connection = this.#connection
    this.#connection = undefined
    this.#set({ status: 'closed' })
    this.#life.abort()
    await connection?.close()
    await this.#work
    await this.#ending
  }

  #begin(): void {
    if (this.#work !== undefined || this.#connection?.alive || this.#isOver()) return
    this.#run(undefined)
  }

  /** An entry that is wrong is as wrong at every other try. */
  #isOver(): boolean {
    const { status } = this.#state
    return status === 'closed' || (status === 'failed' && this.#state.error.details['phase'] === 'config')
  }

  #run(lost: { error: CribError; ranMs: number } | undefined): void {
    const work = this.#establish(lost).finally(() => {
      if (this.#work === work) this.#work = undefined
    })
    this.#work = work
  }

  async #establish(lost: { error: CribError; ranMs: number } | undefined): Promise<void> {
    let failure = lost
    for (let tries = 0; ; tries++) {
      if (failure !== undefined) await this.#waitAfter(failure)
      if (this.#life.signal.aborted) return
      this.#set({ status: 'starting' })
      try {
        this.#use(await this.#options.open(this.#life.signal))
        return
      } catch (error) {
        failure = { error: error as CribError, ranMs: 0 }
      }
      if (isHopeless(failure.error) || (!this.#ran && (this.#gaveUp || tries >= this.#options.retries))) {
        this.#gaveUp = true
        this.#set({ status: 'failed', error: failure.error })
        return
      }
    }
  }

  async #waitAfter({ error, ranMs }: { error: CribError; ranMs: number }): Promise<void> {
    const retryInMs = this.#backoff.next(ranMs)
    this.#set({ status: 'waiting', error, attempt: this.#backoff.attempt, retryInMs })
    // Who asked for something has a timer of its own; an idle process may end.
    await pause(retryInMs, { signal: this.#life.signal, idle: true })
  }

  #use(connection: Connection): void {
    if (this.#life.signal.aborted) return void this.#bury(connection)
    this.#connection = connection
    this.#ran = true
    connection.onend = () => this.#lost(connection)
    this.#options.onConnection(connection)
    this.#set({ status: 'ready' })
  }

  #lost(connection: Connection): void {
    if (this.#connection !== connection) return
    this.#connection = undefined
    this.#bury(connection)
    this.#run({ error: this.#lossOf(connection), ranMs: connection.ranMs })
  }

  /** A process that a dead wrapper left behind may take its time to end. */
  #bury(connection: Connection): void {
    const before = this.#ending
    this.#ending = connection.close().then(() => before)
  }

  #lossOf({ fault }: Connection): CribError {
    const why = fault.fault ?? 'its connection ended'
    const said = fault.stderr === undefined ? '' : ` (stderr: ${oneLine(fault.stderr, 160)})`
    const message = `went away: ${why}${said}. It is started again by itself.`
    return serverFailed(this.#options.key, { message, phase: 'call' })
  }

  #closedError(): CribError {
    const message = 'was closed. Connect it anew to use it.'
    return serverFailed(this.#options.key, { message, phase: 'call' })
  }

  #set(state: UpstreamState): void {
    if (this.#state.status === 'closed') return
    this.#state = state
    this.#options.onState(state)
    for (const check of [...this.#waiting]) check()
  }

  /** Waits until `look`, which is asked at each change of state, gives something or throws. */
  #when<T>(look: () => { is: T } | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = () => {
        try {
          const found = look()
          if (found === undefined) return void this.#waiting.add(check)
          this.#waiting.delete(check)
          resolve(found.is)
        } catch (error) {
          this.#waiting.delete(check)
          reject(error)
        }
      }
      check()
    })
  }
}
