import type { Selection } from '../budget/Selection.js'
import type { Embedder } from '../embed/Embedder.js'
import type { Ranking } from '../rank/Ranking.js'
import type { Catalog, CatalogDiff } from '../tool/Catalog.js'
import type { ToolSource } from '../tool/Tool.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'

/** What the user wants: a sentence, or the conversation so far (the last user message counts most). */
export type Task = string | { messages: readonly TaskMessage[] }

/** One message of a conversation. */
export interface TaskMessage {
  role: 'system' | 'user' | 'assistant' | 'tool'
  content: string
}

/** Options of `createCrib`. Unknown keys are the error `option-unknown`. */
export interface CribOptions {
  /** Tools by server. May be empty here and filled by `update`. */
  sources: readonly ToolSource[]
  /** `static` (bundled, default), `transformers` (optional peer), or an embedder of your own. */
  embedder?: 'static' | 'transformers' | Embedder
  /** `auto` (default: exact up to 20,000 tools, then hnsw if hnswlib-node is installed), `exact`, `hnsw`. */
  index?: 'auto' | 'exact' | 'hnsw'
  /** `o200k_base` (default), `cl100k_base`, `estimate`, or a counter of your own. */
  tokenizer?: 'o200k_base' | 'cl100k_base' | 'estimate' | TokenCounter
  signal?: AbortSignal
}

/** Which tools may be ranked at all. Globs match the tool id (`server/name`), for example `github/*`. */
export interface Filter {
  /** Only tools that match one of these. Default: all. */
  include?: readonly string[]
  /** Never tools that match one of these; wins over `include`. Default: none. */
  exclude?: readonly string[]
  /** Further rules for single servers, by server key; their globs match the tool name alone. */
  servers?: Readonly<Record<string, { include?: readonly string[]; exclude?: readonly string[] }>>
}

/** Options of `rank`. */
export interface RankOptions extends Filter {
  /** How many tools to return, 1 or more. Default 10. */
  limit?: number
  signal?: AbortSignal
}

/** Options of `select`. */
export interface SelectOptions extends Filter {
  /** Most tokens that the serialised list may have, 0 or more. Default: no limit. */
  maxTokens?: number
  /** Most tools to hand out, 0 or more. Default 10. */
  maxTools?: number
  /** Tools that are always handed out, by id or wire name. They count against both limits. Default: none. */
  pinned?: readonly string[]
  signal?: AbortSignal
}

/** The engine over one catalog. Make one with `createCrib`. */
export interface Crib {
  /** The tools as of the last update. */
  readonly catalog: Catalog
  /** Ranks all tools and packs the best into the limits. */
  select(task: Task, options?: SelectOptions): Promise<Selection>
  /** The ranking alone. */
  rank(task: Task, options?: RankOptions): Promise<Ranking>
  /** Replaces the catalog; re-indexes only tools whose content changed. On an error nothing changes. */
  update(sources: readonly ToolSource[], options?: { signal?: AbortSignal }): Promise<CatalogDiff>
  /** Tokens of every tool's wire definition, by id, and of the whole list. */
  cost(): Promise<{ total: number; counter: string; tools: Map<string, number> }>
  /** Frees the embedder that `createCrib` made. An embedder that you passed in stays open. */
  close(): Promise<void>
}
