import { jsonBudget } from '../../crib/ListBudget.js'
import { measureItem } from '../../tokens/listCost.js'
import type { TokenCounter } from '../../tokens/TokenCounter.js'
import { createCatalog } from '../../tool/Catalog.js'
import type { ToolDefinition } from '../../tool/Tool.js'
import { wireDefinition } from '../../tool/wireDefinition.js'
import type { ListResult } from '../desk/DeskLists.js'
import { type ListNote, SELECTION_META } from '../desk/DeskNote.js'
import type { DeskList, DeskRequest, ToolCall } from '../desk/DeskPort.js'
import { rejectedTools } from '../desk/rejectedTools.js'
import { checkListParams, type DeskListParams, type ToolDesk } from '../desk/ToolDesk.js'
import { chooseFor, idOf, type ShadowRequest } from './chooseFor.js'
import { closeWatching } from './closeWatching.js'
import { recordCall } from './recordCall.js'
import type { ShadowOptions } from './ShadowOptions.js'
import type { ShadowPort } from './ShadowPort.js'
import { ShadowRecorder } from './ShadowRecorder.js'

/** What a shadow desk is made of. */
export interface ShadowDeskParts {
  /** Chooses from what `port` holds, and calls through it. */
  desk: ToolDesk
  port: ShadowPort
  options: ShadowOptions
  /** Loads the counter that lists are counted with. */
  loadCounter: () => Promise<TokenCounter>
}

/** A desk whose lists hold every tool of many servers; what it would have handed out is logged. */
export class ShadowDesk {
  readonly #parts: ShadowDeskParts
  readonly #recorder: ShadowRecorder
  #made: { list: DeskList; tools: ToolDefinition[]; note: ListNote } | undefined

  constructor(parts: ShadowDeskParts) {
    this.#parts = parts
    this.#recorder = new ShadowRecorder(parts.options, (name) => idOf(parts.desk, name))
  }

  /** Every tool, under its wire name, whatever the task and the limits. Rejects as the port does. */
  async listTools(params: DeskListParams, request: DeskRequest): Promise<ListResult> {
    const { task, maxTokens, maxTools, session, ...rest } = params
    checkListParams({ maxTokens, maxTools, session })
    const list = await this.#parts.port.ask({ ...request, from: 'known', params: rest })
    const { tools, note } = await this.#everything(list)
    if (task !== undefined) {
      const choose = () => this.#choose({ task, session, maxTokens, maxTools })
      this.#recorder.listed({ task, session, choose })
    }
    return { ...list.rest, tools: [...tools], _meta: { [SELECTION_META]: note } }
  }

  /** Calls as the desk does. */
  async callTool(call: ToolCall, request: DeskRequest): Promise<unknown> {
    const { desk } = this.#parts
    const send = (params: unknown) => desk.callTool(params as ToolCall, request)
    const choose = (wanted: ShadowRequest) => this.#choose(wanted)
    return await recordCall(call, send, { recorder: this.#recorder, choose })
  }

  /** Logs what is open, and frees the engine. */
  async close(): Promise<void> {
    await closeWatching(this.#recorder, this.#parts.desk)
  }

  async #choose(request: ShadowRequest) {
    return await chooseFor(this.#parts.desk, request)
  }

  async #everything(list: DeskList): Promise<{ tools: ToolDefinition[]; note: ListNote }> {
    const made = this.#made
    if (made !== undefined && isSame(made.list, list)) return made
    const catalog = createCatalog(list.sources, 'skip', 'always')
    const tools = catalog.registered.map((at) => {
      const tool = catalog.tools[at]!
      return wireDefinition(tool, catalog.wireName(tool.id))
    })
    const counter = await this.#parts.loadCounter()
    const total = jsonBudget(counter).tokens(tools.map((tool) => measureItem(counter, JSON.stringify(tool))))
    const note: ListNote = {
      tokens: { before: total, after: total, limit: null, counter: counter.name, billed: null },
      rejected: rejectedTools({ catalog, list }),
      unavailable: [...list.unavailable],
    }
    this.#made = { list, tools, note }
    return this.#made
  }
}

/** Whether nothing changed since: sources keep their array of tools then. */
function isSame(before: DeskList, after: DeskList): boolean {
  return (
    before.sources.length === after.sources.length &&
    before.sources.every(({ tools }, at) => tools === after.sources[at]!.tools) &&
    before.rejected.length === after.rejected.length &&
    JSON.stringify(before.unavailable) === JSON.stringify(after.unavailable)
  )
}
