import { z } from 'zod'
import { callSearch } from '../../crib/callSearch.js'
import { CribError } from '../../errors.js'
import { errorResult } from './callResults.js'
import type { DeskCalls } from './DeskCalls.js'
import type { DeskSnapshot } from './DeskCatalog.js'
import type { DeskLists } from './DeskLists.js'
import { SESSION_META } from './DeskNote.js'
import type { DeskOptions } from './DeskOptions.js'
import type { DeskRequest, ToolCall } from './DeskPort.js'
import { type OwnName, type OwnNote, ownToolsOf } from './ownTools.js'
import { readArguments } from './readArguments.js'
import type { DeskSession, SessionShelf } from './SessionShelf.js'

/** Tools found for a wish that stand in the next list whatever its task: more would leave that no room. */
const KEPT_OF_A_WISH = 3

/** Unavailable servers that an answer names. */
const MAX_UNAVAILABLE = 5

const callSchema = z.looseObject({ name: z.string().min(1), arguments: z.unknown().optional() })

/** What answers the own tools is made of. */
export interface OwnParts {
  calls: DeskCalls
  lists: DeskLists
  sessions: SessionShelf
  options: DeskOptions
  /** Lists what is known, anew where nothing is. */
  list: (signal: AbortSignal | undefined) => Promise<DeskSnapshot>
  /** Which own tool a name calls. */
  ownNameOf: (name: string) => OwnName | undefined
}

/** Answers the calls of the desk's own tools. */
export class OwnCalls {
  readonly #parts: OwnParts

  constructor(parts: OwnParts) {
    this.#parts = parts
  }

  /** Wrong arguments are an answer for the model; it rejects only as listing and the called tool do. */
  async call(own: OwnName, call: ToolCall, request: DeskRequest): Promise<unknown> {
    if (own === 'search_tools') return await this.#search(call, request.signal)
    return await this.#callThrough(own, call, request)
  }

  async #search(call: ToolCall, signal: AbortSignal | undefined): Promise<unknown> {
    const snapshot = await this.#parts.list(signal)
    const { crib, catalog } = snapshot
    const { note } = ownToolsOf(crib.catalog)
    if (catalog.tools.length === 0) {
      const text = ['No tool is available.', unavailableText(snapshot)].join(' ').trim()
      return { content: [{ type: 'text', text }] }
    }
    const { sessions } = this.#parts
    return await sessions.inTurn(sessionOf(call) ?? sessions.last, async (session) => {
      const { text, isError, found, selection } = await this.#found(call, { snapshot, session, note, signal })
      session.state = selection?.session?.state ?? session.state
      if (!isError)
        session.found = found.flatMap(({ items }) => items.slice(0, KEPT_OF_A_WISH).map(({ id }) => id))
      return { content: [{ type: 'text', text }], ...(isError ? { isError } : {}) }
    })
  }

  async #found(
    call: ToolCall,
    {
      snapshot,
      session,
      note,
      signal,
    }: { snapshot: DeskSnapshot; session: DeskSession; note: OwnNote; signal: AbortSignal | undefined },
  ) {
    const { lists, options } = this.#parts
    const { crib } = snapshot
    const select = async (task: string, given: object) => {
      const { catalog } = crib
      const limits = lists.selectOptions({ snapshot, session, signal })
      return { selection: await crib.select(task, { ...limits, ...given }), catalog }
    }
    const find = async (task: string, given: object) => {
      const { catalog } = crib
      return { selection: await crib.select(task, { search: 'off', ...given }), catalog }
    }
    const isRead = (id: string) => session.hasOwn && options.isReadOnly(crib.catalog.get(id)!)
    return await callSearch({
      args: call.arguments,
      options: { signal },
      counter: await options.loadCounter(),
      list: { session: session.state, select },
      ...(session.hasOwn ? { find } : {}),
      telling: {
        mark: (id) => (isRead(id) ? ' [read]' : ''),
        footer: [session.hasOwn ? howToCall(note) : '', unavailableText(snapshot)]
          .filter((line) => line !== '')
          .join('\n'),
      },
    })
  }

  async #callThrough(
    own: 'call_read_tool' | 'call_tool',
    call: ToolCall,
    request: DeskRequest,
  ): Promise<unknown> {
    const { calls, options, ownNameOf } = this.#parts
    const inner = innerCall(call)
    if ('fault' in inner) return errorResult(inner.fault)
    const { name } = inner
    if (ownNameOf(name) !== undefined)
      return errorResult(`${name} is not called through another tool. Call it by itself.`)
    if (own === 'call_read_tool') {
      const found = await calls.find(name, request.signal)
      if (found !== undefined && !options.isReadOnly(found.tool))
        return errorResult(
          `${name} is not marked as a tool that only reads, so it was not called. Call it through the tool that calls any tool.`,
        )
      if (found === undefined)
        return errorResult(
          `${name} is in no list of tools, so nobody knows whether it only reads. Search for it, or call it through the tool that calls any tool.`,
        )
    }
    try {
      return await calls.call({ ...call, name, arguments: inner.arguments }, request)
    } catch (error) {
      if (CribError.is(error) && error.code === 'tool-unknown') return errorResult(error.message)
      throw error
    }
  }
}

function innerCall(call: ToolCall): { name: string; arguments: unknown } | { fault: string } {
  const read = readArguments(call.arguments)
  const parsed = callSchema.safeParse('fault' in read ? undefined : read.value)
  if (parsed.success) return { name: parsed.data.name, arguments: parsed.data.arguments }
  return {
    fault:
      'The arguments could not be read. Send {"name": "name of the tool", "arguments": {its arguments}}.',
  }
}

/** The session that the host named; without one, a search works in the session that was listed last. */
function sessionOf({ _meta }: ToolCall): string | undefined {
  const key = _meta?.[SESSION_META]
  return typeof key === 'string' && key !== '' ? key : undefined
}

function howToCall({ call_tool, call_read_tool }: OwnNote): string {
  return `Call them through ${call_tool}({"name": ..., "arguments": {...}}), those marked [read] also through ${call_read_tool}.`
}

function unavailableText({ list: { unavailable } }: DeskSnapshot): string {
  if (unavailable.length === 0) return ''
  const named = unavailable.slice(0, MAX_UNAVAILABLE).map(({ server, reason }) => `${server} (${reason})`)
  const more = unavailable.length - named.length
  return `Servers that are not available now: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
}
