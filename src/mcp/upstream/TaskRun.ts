import { ProtocolError } from '@modelcontextprotocol/client'
import { throwIfAborted } from '../../errors.js'
import { oneLine } from '../oneLine.js'
import { pause } from '../pause.js'
import type { ProgressSink } from '../transport/tapProgress.js'
import { untilAborted } from '../untilAborted.js'
import type { Caller } from './Caller.js'
import type { Connection } from './Connection.js'
import { TaskCaller, withoutTask } from './relatedTask.js'
import type { Sender } from './Sender.js'
import { serverFailed } from './serverFailed.js'
import { cancelsTasks } from './taskSupport.js'
import type { UpstreamCall, UpstreamRequestOptions } from './Upstream.js'

/** What a task runs with. */
export interface TaskRunOptions extends UpstreamRequestOptions {
  /** Key of the server. */
  server: string
  sender: Sender
  /** Milliseconds without an answer to one of its requests. */
  timeoutMs: number
  caller?: Caller | undefined
}

type Raw = Record<string, unknown>

/** A status as a server gives it. */
interface Status extends Raw {
  taskId: string
  status: string
}

/**
 * Milliseconds that a server is asked to keep a task. No call of a host may end sooner than the host wants, and the protocol
 * has no word for "until it was fetched".
 */
const TTL_MS = 86_400_000
/** Milliseconds between two looks where the server says nothing (MCP 2025-11-25 leaves it to the client). */
const POLL_MS = 1_000
/** Bounds of what servers say: none is to be asked without a pause, nor to keep who waits in the dark for long. */
const POLL_BOUNDS = { least: 100, most: 60_000 }
/** Milliseconds that the end of a task may take which nobody waits for. */
const CANCEL_MS = 10_000

/**
 * One call that runs as a task of MCP 2025-11-25 and looks like any other from outside: it is created, looked after until it
 * is over, and its result fetched. Who made the call may be asked and told of it all the time; when it is given up, the task
 * is cancelled.
 */
export class TaskRun {
  readonly #connection: Connection
  readonly #options: TaskRunOptions
  readonly #caller: Caller | undefined
  readonly #sink: ProgressSink | undefined
  #hasProgress = false
  #messages = 0
  #said: unknown
  /** Whether the server told of a status since it was last asked for one. */
  #isStale = false
  #wake: () => void = () => {}

  /** @param connection Of a server that runs tasks. */
  constructor(connection: Connection, options: TaskRunOptions) {
    this.#connection = connection
    this.#options = options
    const { caller, onProgress } = options
    this.#caller = caller && new TaskCaller(caller)
    this.#sink = onProgress && {
      report: (progress) => {
        this.#hasProgress = true
        onProgress(progress)
      },
    }
  }

  /** The one who may be asked for it. */
  get caller(): Caller | undefined {
    return this.#caller
  }

  /**
   * The result as the server gives it in the end, without the name of the task.
   *
   * @throws CribError `server-failed`; what the server answers as an error; anything once the signal is aborted.
   */
  async run(call: UpstreamCall): Promise<Raw> {
    const { signal } = this.#options
    const work = async () => await this.#through(call)
    try {
      // Between two looks it is under way as well: the server may ask at any time.
      return await (this.#caller === undefined
        ? work()
        : this.#connection.callers.run(this.#caller, signal, work))
    } finally {
      this.#sink?.forget?.()
    }
  }

  /** Takes a status that the server tells of by itself. */
  told(status: Readonly<Raw>): void {
    this.#report(status)
    this.#isStale = true
    this.#wake()
  }

  async #through(call: UpstreamCall): Promise<Raw> {
    const { signal } = this.#options
    throwIfAborted(signal)
    // Not under the signal: a task that was made meanwhile could not be cancelled, since nobody would know its name.
    const created = this.#send('tools/call', { ...call, task: { ttl: TTL_MS } }, { sink: this.#sink })
    const first = await untilAborted(signal, () => created).catch((error: unknown) => {
      created.then(({ task }) => isStatus(task) && this.#cancel(task.taskId)).catch(() => {})
      throw error
    })
    const { task } = first
    // Some servers answer at once all the same.
    if (!isStatus(task)) return first
    const { tasks } = this.#connection
    tasks.set(task.taskId, this)
    try {
      return withoutTask(await this.#follow(task))
    } finally {
      tasks.delete(task.taskId)
    }
  }

  async #follow(task: Status): Promise<Raw> {
    const { taskId } = task
    const { signal } = this.#options
    let isOver = false
    try {
      let now = task
      for (;;) {
        // What it told meanwhile is newer than its answer.
        if (!this.#isStale) this.#report(now)
        isOver = ['completed', 'failed', 'cancelled'].includes(now.status)
        if (now.status === 'cancelled') throw this.#failed(`cancelled its task${saying(now)}`)
        // What the server wants to know may come with the result alone, which it gives when it has one.
        if (now.status !== 'working') return await this.#result(now)
        await this.#pause(now['pollInterval'])
        this.#isStale = false
        now = statusOf(await this.#send('tasks/get', { taskId }, { signal }), task)
      }
    } catch (error) {
      if (!isOver) this.#cancel(taskId)
      throw error
    }
  }

  async #result(task: Status): Promise<Raw> {
    const { signal } = this.#options
    try {
      return await this.#send('tasks/result', { taskId: task.taskId }, { signal })
    } catch (error) {
      // A server may have nothing to give but the reason that it said before.
      if (task.status !== 'failed' || !(error instanceof ProtocolError) || saying(task) === '') throw error
      throw ProtocolError.fromError(error.code, `${error.message}${saying(task)}`, error.data)
    }
  }

  async #send(
    method: string,
    params: object,
    more: { signal?: AbortSignal | undefined; sink?: ProgressSink | undefined },
  ): Promise<Raw> {
    const { sender, timeoutMs } = this.#options
    try {
      return await sender.send(method, params, { ...more, timeoutMs, caller: this.#caller })
    } catch (error) {
      // The task was known to the connection that is gone; what another says of it is no answer, and nobody is to ask again for
      // what may have been done.
      const isOfTask = method !== 'tools/call' || error instanceof ProtocolError
      if (isOfTask && !this.#connection.alive) throw this.#lost(error)
      throw error
    }
  }

  async #pause(interval: unknown): Promise<void> {
    const { signal } = this.#options
    const { least, most } = POLL_BOUNDS
    const asked = typeof interval === 'number' && interval > 0 ? interval : POLL_MS
    const ms = this.#isStale ? least : Math.min(most, Math.max(least, asked))
    const woken = new AbortController()
    this.#wake = () => woken.abort()
    const ends = [woken.signal, this.#connection.ended, ...(signal === undefined ? [] : [signal])]
    await pause(ms, { signal: AbortSignal.any(ends) })
    this.#wake = () => {}
    throwIfAborted(signal)
    if (!this.#connection.alive) throw this.#lost()
  }

  /** What a server says of a task is its progress, as long as it gives no other. */
  #report({ status, statusMessage }: Readonly<Raw>): void {
    const { onProgress } = this.#options
    if (status !== 'working' && status !== 'input_required') return
    if (this.#hasProgress || typeof statusMessage !== 'string' || statusMessage === this.#said) return
    this.#said = statusMessage
    onProgress?.({ progress: ++this.#messages, message: statusMessage })
  }

  #cancel(taskId: string): void {
    const connection = this.#connection
    if (!connection.alive || !cancelsTasks({ capabilities: connection.client.getServerCapabilities() }))
      return
    connection.request('tasks/cancel', { taskId }, { timeoutMs: CANCEL_MS }).catch(() => {})
  }

  #lost(cause?: unknown): Error {
    const { fault } = this.#connection.fault
    const why = fault === undefined ? '' : `: ${fault}`
    return this.#failed(
      `went away while it ran a task, of which nobody knows whether it was done${why}`,
      cause,
    )
  }

  #failed(message: string, cause?: unknown): Error {
    return serverFailed(this.#options.server, { message: `${message}.`, phase: 'call', cause })
  }
}

function isStatus(task: unknown): task is Status {
  if (typeof task !== 'object' || task === null) return false
  return typeof Reflect.get(task, 'taskId') === 'string' && typeof Reflect.get(task, 'status') === 'string'
}

/** A look that gave no status changes nothing. */
function statusOf(answer: Raw, before: Status): Status {
  return isStatus(answer) ? answer : before
}

function saying({ statusMessage }: Raw): string {
  return typeof statusMessage === 'string' && statusMessage !== '' ? `: ${oneLine(statusMessage, 300)}` : ''
}
