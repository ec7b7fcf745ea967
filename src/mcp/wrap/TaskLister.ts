import type { Crib } from '../../crib/Crib.js'
import { createCrib } from '../../crib/createCrib.js'
import { type RequestPage, requestAllTools, type ToolsList } from '../listing/requestAllTools.js'
import type { RejectedDefinition } from '../listing/ServerListing.js'
import { oneLine } from '../oneLine.js'
import { SELECTION_META, type SelectionNote, type TaskListParams } from './TaskList.js'
import type { WrapOptions } from './WrapOptions.js'

/** Sends a page request with the caller's own request options (timeout, signal). */
type RequestPageWith = (params: Record<string, unknown>, options: unknown) => ReturnType<RequestPage>

/**
 * Lists a client's tools and selects among them. Every list is fetched anew, so a change at the server is never
 * missed; the engine is told only when the content differs from the last one.
 */
export class TaskLister {
  readonly #request: RequestPageWith
  readonly #options: WrapOptions
  #crib: Crib | undefined
  /** The last list as text: comparing it costs less than one hash over it. */
  #content: string | undefined
  #definitions: ReadonlyMap<string, unknown> = new Map()
  /** Updates run one after another: two lists that arrive together must not both build an engine. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(request: RequestPageWith, options: WrapOptions) {
    this.#request = request
    this.#options = options
  }

  /** The definition of a tool in the last list, as it came. */
  definition(name: string): unknown {
    return this.#definitions.get(name)
  }

  /** The result of `tools/list` with the selected tools in place of all. */
  async list(params: TaskListParams, requestOptions: unknown): Promise<Record<string, unknown>> {
    const { task, maxTokens = this.#options.maxTokens, maxTools = this.#options.maxTools, ...rest } = params
    const list = await requestAllTools((page) => this.#request(page, requestOptions), rest)
    // A server without tools is no fault of the task.
    if (list.tools.length === 0) return { ...list.rest, tools: [] }
    const signal = signalOf(requestOptions)
    const crib = await this.#refreshed(list, signal)
    const { tools, ...about } = await crib.select(task, { maxTokens, maxTools, search: 'off', signal })
    const note: SelectionNote = { ...about, rejected: [...list.rejected, ...rejectedBy(crib, list)] }
    const meta = list.rest['_meta']
    return {
      ...list.rest,
      tools,
      _meta: { ...(typeof meta === 'object' ? meta : {}), [SELECTION_META]: note },
    }
  }

  /** Frees the engine; a later list makes a new one. */
  async close(): Promise<void> {
    await this.#queue
    const crib = this.#crib
    this.#crib = undefined
    this.#content = undefined
    this.#definitions = new Map()
    await crib?.close()
  }

  #refreshed(list: ToolsList, signal: AbortSignal | undefined): Promise<Crib> {
    const crib = this.#queue.then(() => this.#update(list.tools, signal))
    this.#queue = crib.catch(() => {})
    return crib
  }

  async #update(tools: unknown[], signal: AbortSignal | undefined): Promise<Crib> {
    const content = contentOf(tools)
    if (this.#crib !== undefined && content !== undefined && content === this.#content) return this.#crib
    const { server, embedder, index, tokenizer } = this.#options
    const sources = [{ server, tools }]
    if (this.#crib === undefined) {
      this.#crib = await createCrib({ sources, invalidTools: 'skip', embedder, index, tokenizer, signal })
    } else {
      await this.#crib.update(sources, { signal })
    }
    this.#content = content
    this.#definitions = new Map(tools.map((tool) => [(tool as { name: string }).name, tool]))
    return this.#crib
  }
}

/** The list as text, or undefined where one tool is nested too deeply to be written: the engine then sorts it out. */
function contentOf(tools: readonly unknown[]): string | undefined {
  try {
    return JSON.stringify(tools)
  } catch {
    return undefined
  }
}

/** The engine counts places among the tools that it was given; the caller knows the server's own list. */
function rejectedBy(crib: Crib, list: ToolsList): RejectedDefinition[] {
  const gone = new Set(list.rejected.map(({ index }) => index))
  const total = list.tools.length + gone.size
  const places = Array.from({ length: total }, (_, index) => index).filter((index) => !gone.has(index))
  return crib.catalog.rejected.map(({ index, error }) => ({
    index: places[index] ?? index,
    reason: oneLine(error.message),
  }))
}

function signalOf(options: unknown): AbortSignal | undefined {
  const signal =
    typeof options === 'object' && options !== null && 'signal' in options ? options.signal : undefined
  return signal instanceof AbortSignal ? signal : undefined
}
