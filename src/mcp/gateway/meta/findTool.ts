import { showValue } from '../../../text/showValue.js'
import { nearestIds } from '../../../tokens/render/nearestIds.js'
import type { Tool } from '../../../tool/Tool.js'
import { toolNamed } from '../../desk/DeskCatalog.js'
import { nearestText } from '../../desk/unknownTool.js'
import type { GateAction } from '../gate/Gate.js'
import type { Profile } from '../profiles/Profile.js'
import type { StockView } from '../stock/StockView.js'
import type { Audience } from './constantList.js'

/** A tool that may be described or called, or a sentence for the model that says why not. */
export type FoundTool = { tool: Tool } | { refusal: string; isUnknown: boolean }

/** Finds a tool by the name that models call it by: held tools, those of other profiles and those that the gate denies are refused. */
export function findTool(
  view: StockView,
  name: string,
  { action, ...audience }: Audience & { action: GateAction },
): FoundTool {
  const { gateway, profile } = audience
  const held = view.held.get(name)
  const tool = toolNamed(view.catalog, name)
  if (tool === undefined) {
    if (held !== undefined && isHeldShown(name, held, profile)) {
      const deny = gateway.denied(audience, action, held)
      return { refusal: deny ?? heldText(name, held), isUnknown: false }
    }
    return { refusal: `No server lists a tool ${showValue(name)}.`, isUnknown: true }
  }
  if (!isShown(view, tool, profile))
    return { refusal: `No server lists a tool ${showValue(name)}.`, isUnknown: true }
  const deny = gateway.denied(audience, action, { server: tool.server!, name: tool.name })
  return deny === undefined ? { tool } : { refusal: deny, isUnknown: false }
}

/** A sentence with the names nearest to an unknown one, among those that the audience may know of. */
export function nearestOf(
  view: StockView,
  name: string,
  { action, ...audience }: Audience & { action: GateAction },
): string {
  const { gateway, profile } = audience
  const { tools, wireName } = view.catalog
  const known = tools.filter(
    (tool) =>
      isShown(view, tool, profile) &&
      gateway.denied(audience, action, { server: tool.server!, name: tool.name }) === undefined,
  )
  return nearestText(
    nearestIds(
      name,
      known.map(({ id }) => wireName(id)),
    ),
  )
}

function isShown({ catalog }: StockView, tool: Tool, { shows, options }: Profile): boolean {
  return shows(tool) || options.pinned?.some((pin) => catalog.get(pin) === tool) === true
}

/** What a profile leaves out is not said to be held either. */
function isHeldShown(
  wireName: string,
  { server, name }: { server: string; name: string },
  { shows, options: { pinned = [] } }: Profile,
): boolean {
  const id = `${server}/${name}`
  return shows({ id, server, name }) || pinned.includes(id) || pinned.includes(wireName)
}

function heldText(name: string, { server, name: own }: { server: string; name: string }): string {
  const id = `${server}/${own}`
  return `${name} is held back: its definition is not the one that was approved. The user can look at it with \`toolcrib trust diff ${id}\` and hand it out again with \`toolcrib trust approve ${id}\`.`
}
