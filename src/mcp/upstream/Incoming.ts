import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/client'
import type { Notification } from '../transport/tapMessages.js'
import type { Caller, ServerRequest } from './Caller.js'
import type { Connection } from './Connection.js'
import { changedList } from './followLists.js'
import { ambiguous, refusal } from './refusal.js'
import { relatedTask, TASK_STATUS } from './relatedTask.js'
import type { UpstreamEvent } from './Upstream.js'

/** Notifications about a request, which the SDK's client matches with it. */
const OF_REQUESTS = new Set([
  'notifications/progress',
  'notifications/cancelled',
  'notifications/subscriptions/acknowledged',
])
/** What a server may ask of a client. */
const ASKED = new Set(['elicitation/create', 'sampling/createMessage', 'roots/list'])

/** What comes from a server by itself: to whom it goes. */
export class Incoming {
  readonly #server: string
  readonly #owner: Caller | undefined
  readonly #emit: (event: UpstreamEvent) => void

  /**
   * @param server Its key.
   * @param owner Who takes what no request under way explains. Default: nobody; it is dropped or refused.
   */
  constructor(
    server: string,
    { owner, emit }: { owner: Caller | undefined; emit: (event: UpstreamEvent) => void },
  ) {
    this.#server = server
    this.#owner = owner
    this.#emit = emit
  }

  get #ownerNow(): Caller | undefined {
    return this.#owner?.isThere === false ? undefined : this.#owner
  }

  /** Takes a notification in the midst of reading it. */
  told({ callers, tasks }: Connection, { method, params }: Notification): void {
    const list = changedList(method)
    const task = tasks.get(relatedTask(params) ?? String(params?.['taskId']))
    if (list !== undefined) this.#emit({ type: list })
    else if (method === TASK_STATUS && task !== undefined) task.told(params ?? {})
    else if (method === 'notifications/resources/updated')
      this.#emit({ type: 'updated', params: params ?? {} })
    else if (!OF_REQUESTS.has(method))
      (task?.caller ?? callers.whose().caller ?? this.#ownerNow)?.tell(method, params)
  }

  /** Answers a request of the server, or rejects with what it is told. */
  async asked({ callers, tasks }: Connection, request: ServerRequest): Promise<Record<string, unknown>> {
    const { method } = request
    if (!ASKED.has(method)) throw new ProtocolError(ProtocolErrorCode.MethodNotFound, 'Method not found')
    const whose = callers.whose()
    // The one thing that a server can say for itself: which task it asks for.
    const task = tasks.get(relatedTask(request.params) ?? '')
    const caller = task?.caller ?? whose.caller ?? this.#ownerNow
    if (caller !== undefined) return await caller.ask(request)
    const error = ambiguous(this.#server, { method, count: 'count' in whose ? whose.count : 0 })
    this.#emit({ type: 'refused', error })
    throw refusal(error)
  }
}
