import type { SessionState } from '../session/SessionState.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import type { Catalog } from '../tool/Catalog.js'
import { signatureLine } from '../tool/level/signatureLine.js'
import { checkOptions } from './checkOptions.js'
import { SEARCH_TOKENS } from './defaults.js'
import { searchCallOptionsSchema } from './optionSchemas.js'
import type { SearchAnswer, SearchCallOptions } from './SearchTool.js'
import type { SelectedItem, Selection } from './Selection.js'
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
  const turns: Turn[] = []
  let state = options.session ?? session
  for (const task of read.tasks) {
    const turn = { task, ...(await select(task, { session: state, signal: options.signal })) }
    turns.push(turn)
    state = turn.selection.session!.state
  }
  // A full list may have given up for a later task what it held for an earlier one: only what stands in it can be called.
  const listed = new Set(state.entries.map(({ id }) => id))
  const text = searchText(
    turns.map((turn) => resultOf(turn, listed)),
    counter,
    limit,
  )
  const found = turns.map(({ task, selection }) => ({ task, items: listedOf(selection, listed) }))
  return { ...text, limit, isError: false, found, selection: turns.at(-1)?.selection ?? null }
}

/** What one task of a search was given. */
interface Turn {
  task: string
  selection: Selection
  catalog: Catalog
}

function listedOf({ items }: Selection, listed: ReadonlySet<string>): SelectedItem[] {
  return items.filter(({ id }) => listed.has(id))
}

function resultOf({ task, selection, catalog }: Turn, listed: ReadonlySet<string>): SearchResult {
  const items = listedOf(selection, listed)
  return {
    task,
    lines: items.map(({ id, wireName }) => signatureLine(catalog.get(id)!, { wireName })),
    displaced: selection.items.length - items.length,
    nearest: selection.left.slice(0, NEAREST).map(({ id }) => catalog.wireName(id)),
  }
}
