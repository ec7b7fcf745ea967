import { z } from 'zod'
import { checkOptions } from '../../crib/checkOptions.js'
import { selectOptionsSchema } from '../../crib/optionSchemas.js'
import type { Task } from '../../rank/Task.js'
import type { Catalog } from '../../tool/Catalog.js'
import { DeskCalls } from './DeskCalls.js'
import { DeskCatalog, type DeskSnapshot, toolNamed } from './DeskCatalog.js'
import { DeskLists, type ListResult } from './DeskLists.js'
import type { DeskOptions } from './DeskOptions.js'
import type { DeskPort, DeskRequest, ToolCall } from './DeskPort.js'
import { OwnCalls } from './OwnCalls.js'
import { OWN_NAMES, type OwnName, ownToolsOf } from './ownTools.js'
import { SessionShelf } from './SessionShelf.js'

/** Params of a list. Further ones go to the server as they are. */
export interface DeskListParams {
  /** What the user wants: a sentence, or the conversation so far. Default: what the session holds is listed. */
  task?: Task | undefined
  /** Most tokens that the serialised list may have. Default: that of the desk, else no limit. */
  maxTokens?: number | undefined
  /** Most tools, the desk's own included, 0 or more. Default: that of the desk, else 10 for a task and the own ones. */
  maxTools?: number | undefined
  /** Key of the conversation, 1 to 1,000 characters. Default: the desk's own session. */
  session?: string | undefined
  [param: string]: unknown
}

const { maxTokens, maxTools } = selectOptionsSchema.shape
const paramsSchema = z.strictObject({
  maxTokens,
  maxTools,
  session: z.string().min(1).max(1_000).optional(),
})

/** Throws `option-invalid` for limits or a key of a session that no list takes. */
export function checkListParams(params: Pick<DeskListParams, 'maxTokens' | 'maxTools' | 'session'>): void {
  checkOptions('listTools', params, paramsSchema)
}

/** Hands out tools for tasks, and calls them. Knows no SDK: a port lists and sends. */
export class ToolDesk {
  readonly #catalog: DeskCatalog
  readonly #options: DeskOptions
  readonly #lists: DeskLists
  readonly #calls: DeskCalls
  readonly #own: OwnCalls
  readonly #sessions: SessionShelf
  /** Names under which own tools were handed out: a host that lists once goes on to use them when they are renamed. */
  readonly #handedOut = new Map<string, OwnName>()

  constructor(port: DeskPort, options: DeskOptions) {
    this.#options = options
    this.#catalog = new DeskCatalog(port, options.crib)
    this.#lists = new DeskLists(options)
    this.#calls = new DeskCalls(port, this.#catalog, options)
    this.#sessions = new SessionShelf({ maxTokens: options.maxTokens, maxTools: options.maxTools })
    this.#own = new OwnCalls({
      calls: this.#calls,
      lists: this.#lists,
      sessions: this.#sessions,
      options,
      list: (signal) => this.#catalog.list({ from: 'known', signal }),
      ownNameOf: (name) => this.#ownNameOf(name),
    })
  }

  /**
   * With a task the tools that fit it, behind what the session holds; without a session the selection stands alone, and the
   * desk's own session begins anew with it. Without a task the desk's own tools and what the session holds; from then on
   * the own tools stand at the head of every list of that session. Rejects as the port and `crib.select` do.
   */
  async listTools(params: DeskListParams, request: DeskRequest): Promise<ListResult> {
    const { task, maxTokens, maxTools, session: key, ...rest } = params
    checkListParams({ maxTokens, maxTools, session: key })
    const snapshot = await this.#catalog.list({ ...request, from: 'known', params: rest })
    const limits = {
      maxTokens: maxTokens ?? this.#options.maxTokens,
      maxTools: maxTools ?? this.#options.maxTools,
    }
    return await this.#sessions.inTurn(key, async (session) => {
      const next = { ...session, limits, hasOwn: session.hasOwn || task === undefined }
      const input = { snapshot, session: next, signal: request.signal }
      const result = await (task === undefined
        ? this.#lists.held(input)
        : this.#lists.forTask(task, { ...input, anew: key === undefined }))
      // A list that failed leaves the session as it was.
      Object.assign(session, next)
      this.#sessions.noteList(key)
      if (next.hasOwn) this.#remember(snapshot.crib.catalog)
      return result
    })
  }

  /**
   * Calls any tool, listed or not, and the desk's own. Arguments that do not fit are answered with an `isError` result.
   * Rejects with `tool-unknown` for a name that no server has, and as the server does.
   */
  async callTool(call: ToolCall, request: DeskRequest): Promise<unknown> {
    const { name } = call
    const looksOwn = OWN_NAMES.some((own) => name === own) || this.#handedOut.has(name)
    if (looksOwn && this.#catalog.snapshot === undefined)
      await this.#catalog.list({ from: 'known', signal: request.signal })
    const own = this.#ownNameOf(name)
    return own === undefined
      ? await this.#calls.call(call, request)
      : await this.#own.call(own, call, request)
  }

  /** The tools as of the last list; undefined before the first. */
  get snapshot(): DeskSnapshot | undefined {
    return this.#catalog.snapshot
  }

  /** Frees the engine and forgets every session. */
  async close(): Promise<void> {
    this.#sessions.clear()
    this.#handedOut.clear()
    await this.#catalog.close()
  }

  #ownNameOf(name: string): OwnName | undefined {
    const catalog = this.#catalog.snapshot?.catalog
    if (catalog === undefined || toolNamed(catalog, name) !== undefined) return undefined
    this.#remember(catalog)
    return this.#handedOut.get(name)
  }

  #remember(catalog: Catalog): void {
    const { note } = ownToolsOf(catalog)
    for (const own of OWN_NAMES) this.#handedOut.set(note[own], own)
  }
}
