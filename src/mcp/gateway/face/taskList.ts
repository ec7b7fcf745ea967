import type { ToolDefinition } from '../../../tool/Tool.js'
import { deniedTools } from '../meta/deniedTools.js'
import type { StockView } from '../stock/StockView.js'
import type { Visit } from './Visit.js'

/** The list of a profile with a fixed task: pinned tools first, then what fits the task. */
export async function taskList(view: StockView, visit: Visit): Promise<ToolDefinition[]> {
  const { gateway, profile, peer, signal } = visit
  if (view.catalog.tools.length === 0) return []
  const crib = await gateway.crib(view)
  const { task, include, exclude = [], pinned = [], maxTools, maxTokens } = profile.options
  const denied = deniedTools(crib.catalog, 'list', { gateway, profile, context: peer.context })
  const { tools } = await crib.select(task!, {
    ...(include && { include }),
    exclude: [...exclude, ...denied],
    // What is not listed yet cannot stand in the list; it will when its server was read.
    pinned: pinned.filter((pin) => crib.catalog.get(pin) !== undefined),
    levels: ['full'],
    maxTools,
    maxTokens,
    search: 'off',
    signal,
  })
  return tools
}
