import { requestAllTools, TOOLS_PAGE, type ToolsList, type ToolsPage } from '../listing/requestAllTools.js'
import { cacheMetadata } from './cacheMetadata.js'
import { ListNews } from './ListNews.js'
import type { LooseClient } from './LooseClient.js'

/** How a client is listed. */
export interface ClientListRequest {
  from: 'known' | 'anew'
  /** Further params of `tools/list`. Default: none. */
  params?: Readonly<Record<string, unknown>> | undefined
  /** Request options of the SDK: signal, timeout. */
  options?: unknown
}

/** The longest that a list is taken for fresh, in milliseconds; the limit of SDK v2's own cache. */
const MAX_TTL_MS = 86_400_000

/** "Method not found" of JSON-RPC. */
const METHOD_NOT_FOUND = -32601

/** Keeps the last list of one client of SDK v1 or v2. */
export class ClientLists {
  readonly #client: LooseClient
  readonly #news: ListNews
  #last: { list: ToolsList; content: string | undefined; freshUntil: number; news: number } | undefined

  constructor(client: LooseClient) {
    this.#client = client
    this.#news = new ListNews(client)
  }

  /**
   * Every page by raw request: the typed lists of both SDKs drop unknown fields and reject the whole list for one bad
   * schema. Asked for anew each time, since a hook for `list_changed` would displace the user's own, except where the
   * server said how long the list is good (`ttlMs`, protocol of 2026) and has not told of a change since. Where no tool changed, `tools` is the same array as
   * before, and where nothing else did either, the list the same object.
   */
  async list({ from, params = {}, options }: ClientListRequest): Promise<ToolsList> {
    const isPlain = Object.keys(params).length === 0
    const news = this.#keepsTime() ? this.#news.count : 0
    if (from === 'known' && isPlain && this.#last !== undefined && this.#isFresh(this.#last, news))
      return this.#last.list
    const asked = performance.now()
    const list = await this.#ask(params, options)
    return this.#remember(list, { freshUntil: isPlain ? asked + this.#ttlOf(list) : 0, news })
  }

  /** Gives the client its knowledge back after a typed list of another page. */
  restore(): void {
    if (this.#last !== undefined) cacheMetadata(this.#client, this.#last.list.tools)
  }

  /** Forgets the list. */
  clear(): void {
    this.#last = undefined
  }

  async #ask(params: Readonly<Record<string, unknown>>, options: unknown): Promise<ToolsList> {
    const page = (given: Record<string, unknown>) =>
      this.#client.request({ method: 'tools/list', params: given }, TOOLS_PAGE, options) as Promise<ToolsPage>
    try {
      return await requestAllTools(page, params)
    } catch (error) {
      // Who declares no tools may refuse to list them; that is an empty list, as SDK v2 has it.
      if (this.#declaresTools() || codeOf(error) !== METHOD_NOT_FOUND) throw error
      return { tools: [], rejected: [], rest: {} }
    }
  }

  #declaresTools(): boolean {
    const capabilities = this.#client.getServerCapabilities()
    return typeof capabilities === 'object' && capabilities !== null && 'tools' in capabilities
  }

  /** Only the protocol of 2026 says how long a list is good. */
  #keepsTime(): boolean {
    return this.#client.getProtocolEra?.() === 'modern'
  }

  #isFresh(last: { freshUntil: number; news: number }, news: number): boolean {
    return performance.now() < last.freshUntil && news === last.news
  }

  #ttlOf({ rest: { ttlMs } }: ToolsList): number {
    if (!this.#keepsTime() || typeof ttlMs !== 'number') return 0
    return Math.min(Math.max(0, ttlMs), MAX_TTL_MS)
  }

  #remember(list: ToolsList, time: { freshUntil: number; news: number }): ToolsList {
    const last = this.#last
    const content = contentOf([list.tools, list.rejected])
    if (last !== undefined && content !== undefined && content === last.content) {
      const { tools, rejected, rest } = last.list
      const isSame = contentOf(rest) === contentOf(list.rest)
      this.#last = { list: isSame ? last.list : { tools, rejected, rest: list.rest }, content, ...time }
    } else {
      this.#last = { list: withoutBadHeaders(this.#client, list), content, ...time }
      this.restore()
    }
    return this.#last.list
  }
}

/**
 * Comparing texts costs less than one hash over them. Undefined where one tool is nested too deeply to be written: the
 * engine then sorts it out.
 */
function contentOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** In the protocol of 2026 over HTTP a client must drop tools whose `x-mcp-header` breaks the rules. */
function withoutBadHeaders(client: LooseClient, list: ToolsList): ToolsList {
  const kept = { tools: [...list.tools] }
  client._excludeInvalidXMcpHeaderTools?.(kept)
  if (kept.tools.length === list.tools.length) return list
  const gone = new Set(list.rejected.map(({ index }) => index))
  const total = list.tools.length + gone.size
  const places = Array.from({ length: total }, (_, index) => index).filter((index) => !gone.has(index))
  const left = new Set(kept.tools)
  const dropped = list.tools.flatMap((tool, at) =>
    left.has(tool)
      ? []
      : [{ index: places[at]!, reason: 'its x-mcp-header breaks the rules of the protocol' }],
  )
  const rejected = [...list.rejected, ...dropped].sort((a, b) => a.index - b.index)
  return { ...list, tools: kept.tools, rejected }
}
