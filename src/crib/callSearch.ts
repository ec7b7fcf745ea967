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

/** What a search works on: a list that it adds to, or tools that can be called without standing in any. */
export interface SearchCall {
  args: unknown
  options: SearchCallOptions
  counter: TokenCounter
  /** The list that what is found is added to. Default: there is none, and `find` is needed. */
  list?: SearchedList
  /**
   * For a host that can call what its list does not hold: selects without the list and its limits, and all of that is told.
   * Default: only what stands in the list is told.
   */
  find?: (
    task: string,
    options: { signal: AbortSignal | undefined },
  ) => Promise<{ selection: Selection; catalog: Catalog }>
  /** What is said beside the tools, within the limit. Default: nothing. */
  telling?: SearchTelling
}

/** The list of a session. */
export interface SearchedList {
  /** The session that the selection left behind. */
  session: SessionState
  /** Selects with the limits of the selection, in a session; `catalog` is what it selected from. */
  select: (
    task: string,
    options: { session: SessionState; signal: AbortSignal | undefined },
  ) => Promise<{ selection: Selection; catalog: Catalog }>
}

/** What a host says beside the tools that were found. */
export interface SearchTelling {
  /** Put before the line of a task that no tool fits. Default: nothing. */
  miss?: string
  /** Put behind the line of the tool of that id; may be empty. */
  mark: (id: string) => string
  /** The last lines of the answer; may be empty. */
  footer: string
}

/** Tools named where nothing fits. */
const NEAREST = 3

const SAYS_NOTHING: SearchTelling = { mark: () => '', footer: '' }

/** Answers a call of the search tool. Rejects as `select` does, and for bad options as `createCrib`. */
export async function callSearch(call: SearchCall): Promise<SearchAnswer> {
  const { args, options, counter, telling = SAYS_NOTHING } = call
  checkOptions('search', options, searchCallOptionsSchema)
  const limit = options.maxTokens ?? SEARCH_TOKENS
  const read = searchTasks(args)
  if ('fault' in read) {
    const tokens = counter.count(read.fault)
    const text = tokens > limit ? '' : read.fault
    return { text, tokens: text === '' ? 0 : tokens, limit, isError: true, found: [], selection: null }
  }
  const { turns, listed } = await searched(read.tasks, call)
  const results = turns.map((turn) => resultOf(turn, listed, telling))
  const text = searchText(results, { counter, limit, footer: telling.footer })
  const found = turns.map((turn) => ({ task: turn.task, items: callable(turn, listed) }))
  return { ...text, limit, isError: false, found, selection: turns.at(-1)?.selection ?? null }
}

/** What one task of a search was given. */
interface Turn {
  task: string
  /** The list with what was found in it; null without one. */
  selection: Selection | null
  /** What is told. */
  told: { selection: Selection; catalog: Catalog }
}

async function searched(
  tasks: readonly string[],
  { options, list, find }: SearchCall,
): Promise<{ turns: Turn[]; listed: ReadonlySet<string> | undefined }> {
  const { signal } = options
  const turns: Turn[] = []
  let state = options.session ?? list?.session
  for (const task of tasks) {
    const inList = await list?.select(task, { session: state!, signal })
    state = inList?.selection.session?.state ?? state
    const told = (await find?.(task, { signal })) ?? inList!
    turns.push({ task, selection: inList?.selection ?? null, told })
  }
  // A full list may have given up for a later task what it held for an earlier one: only what stands in it can be called.
  const listed = find === undefined ? new Set(state!.entries.map(({ id }) => id)) : undefined
  return { turns, listed }
}

/** `listed`: ids that can be called; undefined: all. */
function callable({ told }: Turn, listed: ReadonlySet<string> | undefined): SelectedItem[] {
  const { items } = told.selection
  return listed === undefined ? items : items.filter(({ id }) => listed.has(id))
}

function resultOf(
  turn: Turn,
  listed: ReadonlySet<string> | undefined,
  { mark, miss = '' }: SearchTelling,
): SearchResult {
  const { selection, catalog } = turn.told
  const items = callable(turn, listed)
  return {
    task: turn.task,
    miss,
    lines: items.map(({ id, wireName }) => `${signatureLine(catalog.get(id)!, { wireName })}${mark(id)}`),
    displaced: selection.items.length - items.length,
    nearest: selection.left.slice(0, NEAREST).map(({ id }) => catalog.wireName(id)),
  }
}
