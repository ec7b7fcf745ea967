import type { SelectOptions } from '../../crib/Crib.js'
import { jsonBudget } from '../../crib/ListBudget.js'
import type { Selection } from '../../crib/Selection.js'
import { CribError } from '../../errors.js'
import type { Task } from '../../rank/Task.js'
import { measureItem } from '../../tokens/listCost.js'
import type { ToolDefinition } from '../../tool/Tool.js'
import { beginSession } from './beginSession.js'
import type { DeskSnapshot } from './DeskCatalog.js'
import { type ListNote, SELECTION_META, type SelectionNote } from './DeskNote.js'
import type { DeskOptions } from './DeskOptions.js'
import { OWN_META, ownToolsOf } from './ownTools.js'
import { pinnedNow } from './pinnedNow.js'
import { rejectedTools } from './rejectedTools.js'
import type { DeskSession } from './SessionShelf.js'

/** What a list is made for. */
export interface ListInput {
  snapshot: DeskSnapshot
  /** Changed to what was handed out. */
  session: DeskSession
  signal?: AbortSignal | undefined
}

/** A result of `tools/list`. */
export type ListResult = { tools: ToolDefinition[]; _meta: Record<string, unknown> } & Record<string, unknown>

/** Any task will do where a filter lets no tool pass: only what is held and pinned stands in the list. */
const NO_TASK = 'list'

/** Makes the lists of a desk. */
export class DeskLists {
  readonly #options: DeskOptions

  constructor(options: DeskOptions) {
    this.#options = options
  }

  /** What a session's lists and searches select with. */
  selectOptions({ snapshot, session, signal }: ListInput): SelectOptions {
    const { levels } = this.#options
    const pinned = pinnedNow(this.#options.pinned, snapshot)
    // The desk's own search tool takes the place of the selection's.
    const search = session.hasOwn ? 'off' : 'auto'
    return { ...session.limits, levels, pinned, own: ownOf(snapshot, session), search, signal }
  }

  /** The tools for a task, behind what the session holds or, where it is to begin anew, alone. */
  async forTask(task: Task, input: ListInput & { anew: boolean }): Promise<ListResult> {
    const { snapshot, session, anew } = input
    const { crib, catalog } = snapshot
    if (catalog.tools.length === 0) return this.#empty(input)
    const options = this.selectOptions(input)
    // Read with the engine's own: a later catalog would put other hashes to what this one handed out.
    const current = crib.catalog
    const found = session.found.filter((id) => current.get(id)?.id === id)
    const selection = await withFound(found, options, (given) =>
      crib.select(task, anew ? given : { ...given, session: session.state }),
    )
    session.found = []
    session.state = selection.session?.state ?? beginSession(selection, current)
    const { tools, session: change, search, ...about } = selection
    const shown = search === null ? null : { name: search.name, tokens: search.tokens }
    const note: SelectionNote = { ...about, search: shown, ...faultsOf(snapshot) }
    if (change !== undefined) {
      const { state: _, ...rest } = change
      note.session = rest
    }
    return resultOf(tools, note, input)
  }

  /** What the session holds, as it was handed out. */
  async held(input: ListInput): Promise<ListResult> {
    const { snapshot, session } = input
    const { crib, catalog } = snapshot
    if (catalog.tools.length === 0) return this.#empty(input)
    const { state } = session
    const options = { ...this.selectOptions(input), include: [], session: state }
    const { tools, tokens, session: change } = await crib.select(NO_TASK, options)
    // Looking at a list is no turn: nothing in it has become less useful.
    if (change!.left.length + change!.appended.length > 0) session.state = change!.state
    return resultOf(tools, { tokens, ...faultsOf(snapshot) }, input)
  }

  /** Of no tools nothing can be selected; the own ones stand there all the same, since tools may come later. */
  async #empty(input: ListInput): Promise<ListResult> {
    const { snapshot, session } = input
    const tools = ownOf(snapshot, session)
    const tokens = await this.#tokensOf(tools, session)
    return resultOf(tools, { tokens, ...faultsOf(snapshot) }, input)
  }

  async #tokensOf(tools: ToolDefinition[], { limits }: DeskSession): Promise<Selection['tokens']> {
    const { maxTokens = null, maxTools = null } = limits
    const counter = await this.#options.loadCounter()
    const after = jsonBudget(counter).tokens(tools.map((tool) => measureItem(counter, JSON.stringify(tool))))
    if (after > (maxTokens ?? after) || tools.length > (maxTools ?? tools.length)) {
      const message = `The list's own ${tools.length} tools take ${after} tokens; the limits are ${maxTokens ?? 'any number of'} tokens and ${maxTools ?? 'any number of'} tools. Raise the limit, or list for a task.`
      const details = { tokens: after, maxTokens, tools: tools.length, maxTools }
      throw new CribError('pins-over-budget', message, { details })
    }
    return { before: 0, after, limit: maxTokens, counter: counter.name, billed: null }
  }
}

/** With what searches found, which the model is about to call, as far as the limits allow for it. */
async function withFound<Result>(
  found: readonly string[],
  options: SelectOptions,
  select: (options: SelectOptions) => Promise<Result>,
): Promise<Result> {
  if (found.length === 0) return await select(options)
  try {
    return await select({ ...options, pinned: [...(options.pinned ?? []), ...found] })
  } catch (error) {
    if (!CribError.is(error) || error.code !== 'pins-over-budget') throw error
    return await withFound(found.slice(0, -1), options, select)
  }
}

function ownOf({ crib }: DeskSnapshot, { hasOwn }: DeskSession): ToolDefinition[] {
  return hasOwn ? ownToolsOf(crib.catalog).definitions : []
}

function faultsOf(snapshot: DeskSnapshot): Pick<ListNote, 'rejected' | 'unavailable'> {
  return { rejected: rejectedTools(snapshot), unavailable: [...snapshot.list.unavailable] }
}

function resultOf(
  tools: ToolDefinition[],
  note: ListNote | SelectionNote,
  { snapshot: { list, crib }, session }: ListInput,
): ListResult {
  const { rest } = list
  const meta = rest['_meta']
  const own = session.hasOwn ? { [OWN_META]: ownToolsOf(crib.catalog).note } : {}
  return {
    ...rest,
    // What was selected is another list at the next task, however long the server's own would be good.
    ...('ttlMs' in rest ? { ttlMs: 0 } : {}),
    tools,
    _meta: { ...(typeof meta === 'object' ? meta : {}), [SELECTION_META]: note, ...own },
  }
}
