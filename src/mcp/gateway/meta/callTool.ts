import { showValue } from '../../../text/showValue.js'
import { compileArguments } from '../../../tool/arguments/compileArguments.js'
import type { Tool } from '../../../tool/Tool.js'
import { errorResult, invalidArguments } from '../../desk/callResults.js'
import { readArguments } from '../../desk/readArguments.js'
import { forward } from '../face/forward.js'
import { refuseWrongHeaders } from '../face/refuseWrongHeaders.js'
import type { Visit } from '../face/Visit.js'
import { cutResult } from '../results/cutResult.js'
import type { StockView } from '../stock/StockView.js'
import { confirmCall } from './confirmCall.js'
import { type FoundTool, findTool, nearestOf } from './findTool.js'
import { isUncallable } from './isUncallable.js'

/** A call of a server's tool. */
export interface ToolCall {
  /** The name that models call it by. */
  name: string
  arguments: unknown
  /** `_meta` of the request. */
  meta: unknown
  /** True where it came through `call_read_tool`. */
  readOnly?: boolean
  /** True where the request itself names the tool, so that its headers are the tool's. */
  isDirect?: boolean
}

/** Said of tools that run as tasks alone where their server runs none that this gateway speaks. */
const NEEDS_TASK =
  'can only be run as a task, and its server does not run calls as tasks of MCP 2025-11-25 (it declares no `tasks.requests.tools.call`, or speaks a later protocol). It was not called.'

/** A result, or a sentence that says why the tool was not called. */
export type CallOutcome = { result: Record<string, unknown> } | { refusal: string; isUnknown: boolean }

/**
 * Calls a tool by name, listed or not. An unknown name causes one look at the lists and is then refused with the closest
 * names; neither it nor a held one is ever sent.
 */
export async function callTool(call: ToolCall, visit: Visit): Promise<CallOutcome> {
  const { gateway } = visit
  const { isReadOnly } = gateway.parts
  const found = await findOrRelist(call.name, visit)
  if ('refusal' in found) return found
  const { tool, view } = found
  if (isUncallable(tool, view)) return { refusal: `${call.name} ${NEEDS_TASK}`, isUnknown: false }
  if (call.readOnly && !isReadOnly(tool)) {
    const refusal = `${call.name} is not marked as a tool that only reads, so it was not called. Call it through call_tool.`
    return { refusal, isUnknown: false }
  }
  if (call.isDirect) refuseWrongHeaders(tool.definition, call.arguments, visit.headers)
  const read = readArguments(call.arguments)
  if ('fault' in read) return { result: errorResult(read.fault) }
  const wrong = await faultsOf(tool, call.name, read.value)
  if (wrong !== undefined) return { result: wrong }
  const confirmed = await confirmCall(tool, read.value, visit)
  if (!('visit' in confirmed)) return confirmed
  return { result: await send(tool, { ...call, arguments: read.value }, confirmed.visit) }
}

async function findOrRelist(
  name: string,
  visit: Visit,
): Promise<Exclude<FoundTool, { tool: Tool }> | { tool: Tool; view: StockView }> {
  const { gateway, profile, peer, signal } = visit
  const audience = { gateway, profile, context: peer.context, action: 'call' } as const
  const find = async () => {
    const view = await gateway.view()
    return { view, found: findTool(view, name, audience) }
  }
  let { view, found } = await find()
  if ('refusal' in found && found.isUnknown && (await gateway.relistFor(name, signal)))
    ({ view, found } = await find())
  if (!('refusal' in found)) return { ...found, view }
  if (!found.isUnknown) return found
  const away = gateway.unavailableFor(name)
  const why =
    away && ` The server ${showValue(away.server)} is not available now (${away.reason}), so it may have it.`
  const nearest = nearestOf(view, name, audience)
  return { ...found, refusal: `${found.refusal}${why ?? ''}${nearest} Search for it with search_tools.` }
}

async function send(tool: Tool, call: ToolCall, visit: Visit): Promise<Record<string, unknown>> {
  const params = {
    name: tool.name,
    ...(call.arguments === undefined ? {} : { arguments: call.arguments }),
    ...(call.meta === undefined ? {} : { _meta: call.meta }),
  }
  const { server, definition } = tool
  const sent = { server: server!, method: 'tools/call', params, definition }
  const keepsStructure = call.isDirect === true && definition['outputSchema'] !== undefined
  const result = await forward(visit, sent)
  return await withinLimit(result, { server: server!, keepsStructure, visit })
}

/** A result, cut where the user set a limit for its server. */
async function withinLimit(
  result: Record<string, unknown>,
  about: { server: string; keepsStructure: boolean; visit: Visit },
): Promise<Record<string, unknown>> {
  const { gateway, peer } = about.visit
  const { options, loadCounter } = gateway.parts
  const maxTokens = options.servers?.[about.server]?.maxResultTokens
  if (maxTokens === undefined) return result
  const keep = (text: string) => gateway.results.add(peer.context, text)
  const { keepsStructure } = about
  return cutResult(result, { counter: await loadCounter(), maxTokens, keep, keepsStructure })
}

/** An answer for the model where the arguments do not fit; what cannot be checked is the server's to judge. */
async function faultsOf(
  tool: Tool,
  name: string,
  args: unknown,
): Promise<Record<string, unknown> | undefined> {
  const compiled = await compileArguments(tool)
  if (!compiled.ok) return undefined
  const errors = compiled.validate(args ?? {})
  if (errors.length === 0 || errors.some(({ unchecked }) => unchecked)) return undefined
  return invalidArguments(tool, name, errors)
}
