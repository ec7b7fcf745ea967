import { CribError } from '../../../errors.js'
import { listTokens, measureItem } from '../../../tokens/listCost.js'
import type { ToolDefinition } from '../../../tool/Tool.js'
import { wireDefinition } from '../../../tool/wireDefinition.js'
import { errorResult } from '../../desk/callResults.js'
import type { Gateway } from '../Gateway.js'
import { callTool } from '../meta/callTool.js'
import { constantList } from '../meta/constantList.js'
import { answerMeta } from '../meta/metaCalls.js'
import { isMetaName } from '../meta/metaTools.js'
import type { StockView } from '../stock/StockView.js'
import type { FaceTable } from './FaceTable.js'
import { invalidParams } from './invalidParams.js'
import { cacheOf, refuseCursor } from './stocked.js'
import { taskList } from './taskList.js'

/** `tools/list` and `tools/call` of every profile but pass-through. */
export const TOOL_METHODS: FaceTable = {
  'tools/list': async (visit) => {
    refuseCursor(visit)
    const { gateway, profile, peer } = visit
    const [view, counter] = await Promise.all([gateway.view(), gateway.parts.loadCounter()])
    const tools =
      profile.options.task === undefined
        ? constantList(view, { gateway, profile, context: peer.context }, counter).tools
        : await taskList(view, visit)
    const tokens = listTokens(
      counter,
      tools.map((tool) => measureItem(counter, JSON.stringify(tool))),
    )
    gateway.metrics.save((await fullTokens(view, gateway)) - tokens)
    return { tools, ...cacheOf(peer, { isPublic: isPublic(view, gateway) }) }
  },
  'tools/call': async (visit) => {
    const { name, arguments: args, _meta } = visit.params
    if (typeof name !== 'string') throw invalidParams('The params have no `name`. Name the tool to call.')
    try {
      if (isMetaName(name) && visit.profile.options.task === undefined)
        return await answerMeta(name, args, visit)
      const outcome = await callTool({ name, arguments: args, meta: _meta, isDirect: true }, visit)
      if ('result' in outcome) return outcome.result
      if (outcome.isUnknown) throw invalidParams(outcome.refusal)
      return errorResult(outcome.refusal)
    } catch (error) {
      // So that the model hears of it: it can take another tool.
      if (CribError.is(error) && error.code === 'server-failed') return errorResult(error.message)
      throw error
    }
  },
}

/** Lists hold texts of every server: they are for all alike only where each server says so of its own, and none is missing. */
function isPublic({ servers }: StockView, { isOpen, keys }: Gateway): boolean {
  const isWhole = keys.length > 0 && keys.length === servers.size
  return isOpen && isWhole && [...servers.values()].every(({ rest }) => rest['cacheScope'] === 'public')
}

const counted = new WeakMap<StockView, number>()
/**
 * Characters of a definition that are counted, the rest as these: a list may have 20 MB, and nobody is to wait until they are
 * counted.
 */
const MAX_COUNTED = 20_000

/** Tokens of all definitions, as a client without the gateway would be given. */
async function fullTokens(view: StockView, gateway: Gateway): Promise<number> {
  const known = counted.get(view)
  if (known !== undefined) return known
  const { catalog } = view
  const counter = await gateway.parts.loadCounter()
  const sent = ({ id }: { id: string }): ToolDefinition =>
    wireDefinition(catalog.get(id)!, catalog.wireName(id))
  let uncounted = 0
  const items = catalog.tools.map((tool) => {
    const json = JSON.stringify(sent(tool))
    if (json.length <= MAX_COUNTED) return measureItem(counter, json)
    const start = json.slice(0, MAX_COUNTED)
    uncounted += Math.round(counter.count(start) * (json.length / MAX_COUNTED - 1))
    return measureItem(counter, start)
  })
  const tokens = listTokens(counter, items) + uncounted
  counted.set(view, tokens)
  return tokens
}
