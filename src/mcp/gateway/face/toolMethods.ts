import { CribError } from '../../../errors.js'
import { listTokens, measureItem } from '../../../tokens/listCost.js'
import { errorResult } from '../../desk/callResults.js'
import { fullTokens } from '../fullTokens.js'
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
    // A count of everything takes seconds where there are twenty thousand tools, and no list waits for it.
    void fullTokens(view, counter).then(
      (full) => gateway.metrics.save(full - tokens),
      // A counter of one's own may fail; nothing is known to be saved then.
      () => {},
    )
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
