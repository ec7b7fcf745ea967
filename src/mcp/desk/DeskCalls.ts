import { type CompiledArguments, compileArguments } from '../../tool/arguments/compileArguments.js'
import type { Catalog } from '../../tool/Catalog.js'
import type { Tool } from '../../tool/Tool.js'
import {
  ARGUMENTS_META,
  type ArgumentsNote,
  type ErrorResult,
  errorResult,
  invalidArguments,
  withMeta,
  withText,
} from './callResults.js'
import { type DeskCatalog, toolNamed } from './DeskCatalog.js'
import type { DeskOptions } from './DeskOptions.js'
import type { DeskPort, DeskRequest, ToolCall } from './DeskPort.js'
import { readArguments } from './readArguments.js'
import { isRefusal, isRefusedResult, nearestNames, nearestText, unknownTool } from './unknownTool.js'
import { withoutDeskMeta } from './withoutDeskMeta.js'

/** Names that were sent though no list has them; the list is not asked for again for one of them. */
const MAX_UNLISTED = 1_000

/** A tool that can be called, with the catalog that it was found in. */
export interface FoundTool {
  catalog: Catalog
  tool: Tool
}

/** Finds, checks and sends calls of the servers' tools. */
export class DeskCalls {
  readonly #port: DeskPort
  readonly #catalog: DeskCatalog
  readonly #options: DeskOptions
  readonly #unlisted = new Set<string>()

  constructor(port: DeskPort, catalog: DeskCatalog, options: DeskOptions) {
    this.#port = port
    this.#catalog = catalog
    this.#options = options
  }

  /** The tool of that name; where none is known, servers are asked for their lists once. Rejects with `aborted` only. */
  async find(name: string, signal: AbortSignal | undefined): Promise<FoundTool | undefined> {
    const known = this.#known(name)
    if (known !== undefined || this.#unlisted.has(name)) return known
    await this.#relist(signal)
    return this.#known(name)
  }

  /**
   * Calls a tool by name, listed or not. Rejects with `tool-unknown` where there is none, and as the server does.
   *
   * @throws CribError `tool-unknown`
   */
  async call(call: ToolCall, request: DeskRequest): Promise<unknown> {
    const read = readArguments(call.arguments)
    if ('fault' in read) return errorResult(read.fault)
    const params = withoutDeskMeta(
      typeof call.arguments === 'string' ? { ...call, arguments: read.value } : call,
    )
    const found = await this.find(call.name, request.signal)
    if (found === undefined) return await this.#callUnlisted(params, request)
    const verdict = await this.#judge(found, params, request.signal)
    if ('refusal' in verdict) return verdict.refusal
    const { tool, note } = verdict
    const { server, name, definition } = tool
    const result = await this.#port.send({ server, name, definition, params: { ...params, name } }, request)
    return note === undefined ? result : withMeta(result, ARGUMENTS_META, note)
  }

  #known(name: string): FoundTool | undefined {
    const catalog = this.#catalog.snapshot?.catalog
    const tool = catalog === undefined ? undefined : toolNamed(catalog, name)
    return tool === undefined ? undefined : { catalog: catalog!, tool }
  }

  /** A list that fails is no fault of the call, which may be right without it. */
  async #relist(signal: AbortSignal | undefined, server?: string): Promise<void> {
    try {
      await this.#catalog.list({ from: 'anew', server, signal })
    } catch (error) {
      if (signal?.aborted) throw error
    }
  }

  async #callUnlisted(params: ToolCall, request: DeskRequest): Promise<unknown> {
    const { name } = params
    const catalog = this.#catalog.snapshot?.catalog
    const route = this.#options.unknown === 'send' ? this.#port.routeUnlisted(name) : undefined
    if (route === undefined) throw unknownTool(name, catalog)
    let result: unknown
    try {
      result = await this.#port.send(
        { ...route, definition: undefined, params: { ...params, name: route.name } },
        request,
      )
    } catch (error) {
      throw isRefusal(error) ? unknownTool(name, catalog, error) : error
    }
    if (isRefusedResult(result)) {
      const nearest = nearestNames(name, catalog)
      return nearest.length === 0 ? result : withText(result, nearestText(nearest).trim())
    }
    if (this.#unlisted.size >= MAX_UNLISTED) this.#unlisted.clear()
    this.#unlisted.add(name)
    return result
  }

  /** Arguments are refused by the schema as it is now: what was listed long ago may have been replaced. */
  async #judge(
    found: FoundTool,
    params: ToolCall,
    signal: AbortSignal | undefined,
  ): Promise<{ tool: Tool; note: ArgumentsNote | undefined } | { refusal: ErrorResult }> {
    const { validate } = this.#options
    const { tool } = found
    if (validate === 'off') return { tool, note: undefined }
    const note = noteOf(await compileArguments(tool), params)
    if (note === undefined || !('errors' in note) || validate === 'warn') return { tool, note }
    await this.#relist(signal, tool.server)
    const now = this.#known(params.name)
    if (now !== undefined && now.tool.hash !== tool.hash) {
      const second = noteOf(await compileArguments(now.tool), params)
      if (second === undefined || !('errors' in second)) return { tool: now.tool, note: second }
      return { refusal: invalidArguments(now.tool, params.name, second.errors) }
    }
    return { refusal: invalidArguments(tool, params.name, note.errors) }
  }
}

/** Undefined for arguments that are valid. */
function noteOf(compiled: CompiledArguments, params: ToolCall): ArgumentsNote | undefined {
  if (!compiled.ok) return { checked: false, reason: compiled.reason }
  const errors = compiled.validate(params.arguments ?? {})
  const unchecked = errors.find((error) => error.unchecked)
  if (unchecked !== undefined) return { checked: false, reason: `The arguments ${unchecked.message}.` }
  return errors.length === 0 ? undefined : { errors }
}
