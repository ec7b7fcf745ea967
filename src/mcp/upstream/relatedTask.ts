import type { Caller, ServerRequest } from './Caller.js'

/** Names the task that a message belongs to (MCP 2025-11-25, `_meta` of requests, notifications and results). */
const RELATED_TASK = 'io.modelcontextprotocol/related-task'

type Raw = Record<string, unknown>

/** Id of the task that a message of a server says it belongs to. */
export function relatedTask(params: Readonly<Raw> | undefined): string | undefined {
  const related = (params?.['_meta'] as Readonly<Raw> | undefined)?.[RELATED_TASK]
  const id = typeof related === 'object' && related !== null ? Reflect.get(related, 'taskId') : undefined
  return typeof id === 'string' ? id : undefined
}

/** The same without the name of the task: who did not start it cannot make anything of that. */
export function withoutTask<T extends Readonly<Raw> | undefined>(message: T): T {
  if (relatedTask(message) === undefined) return message
  const { _meta, ...others } = message as unknown as Raw
  const { [RELATED_TASK]: _, ...meta } = _meta as Raw
  return (Object.keys(meta).length === 0 ? others : { ...others, _meta: meta }) as unknown as T
}

/** A caller whose call runs as a task without its knowing: it is asked and told as if it were an ordinary one. */
export class TaskCaller implements Caller {
  readonly #caller: Caller

  constructor(caller: Caller) {
    this.#caller = caller
  }

  get identity() {
    return this.#caller.identity
  }

  get capabilities() {
    return this.#caller.capabilities
  }

  get logLevel() {
    return this.#caller.logLevel
  }

  get isWaiting() {
    return this.#caller.isWaiting ?? false
  }

  get hearsUnasked() {
    return this.#caller.hearsUnasked
  }

  async ask(request: ServerRequest): Promise<Raw> {
    return await this.#caller.ask({ ...request, params: withoutTask(request.params) })
  }

  tell(method: string, params: Readonly<Raw> | undefined): void {
    if (method !== TASK_STATUS) this.#caller.tell(method, withoutTask(params))
  }
}

/** How a server of 2025 tells of the status of a task. */
export const TASK_STATUS = 'notifications/tasks/status'
