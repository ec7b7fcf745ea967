import type { SessionState } from '../session/SessionState.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import type { Catalog } from '../tool/Catalog.js'
import { signatureLine } from '../tool/level/signatureLine.js'
import { checkOptions } from './checkOptions.js'
import { SEARCH_TOKENS } from './defaults.js'
import { searchCallOptionsSchema } from './optionSchemas.js'
import type { SearchAnswer, SearchCallOptions } from './SearchTool.js'
import type { Selection } from './Selection.js'
import { searchTasks } from './searchTasks.js'
import { type SearchResult, searchText } from './searchText.js'

/** What a search works on. */
export interface SearchCall {
  args: unknown
  options: SearchCallOptions
  /** The session that the selection left behind. */
  session: SessionState
  counter: TokenCounter
  /** Selects with the limits of the selection, in a session; `catalog` is what it selected from. */
  select: (
    task: string,
    options: { session: SessionState; signal: AbortSignal | undefined },
  ) => Promise<{ selection: Selection; catalog: Catalog }>
}

/** Tools named where nothing fits. */
const NEAREST = 3

/** Answers a call of the search tool. Rejects as `select` does, and for bad options as `createCrib`. */
export async function callSearch({
  args,
  options,
  session,
  counter,
  select,
}: SearchCall): Promise<SearchAnswer> {
  checkOptions('search', options, searchCallOptionsSchema)
  const limit = options.maxTokens ?? SEARCH_TOKENS
  const read = searchTasks(args)
  if ('fault' in read) {
    const tokens = counter.count(read.fault)
    const text = tokens > limit ? '' : read.fault
    return { text, tokens: text === '' ? 0 : tokens, limit, isError: true, found: [], selection: null }
  }
  const results: SearchResult[] = []
  const found: SearchAnswer['found'] = []
  let state = options.session ?? session
  let last: Selection | null = null
  for (const task of read.tasks) {
    const { selection, catalog } = await select(task, { session: state, signal: options.signal })
    results.push(resultOf(task, selection, catalog))
    found.push({ task, items: selection.items })
    state = selection.session!.state
    last = selection
  }
  return { ...searchText(results, counter, limit), limit, isError: false, found, selection: last }
}

function resultOf(task: string, { items, left }: Selection, catalog: Catalog): SearchResult {
  return {
    task,
    lines: items.map(({ id, wireName }) => signatureLine(catalog.get(id)!, { wireName })),
    nearest: left.slice(0, NEAREST).map(({ id }) => catalog.wireName(id)),
  }
}
