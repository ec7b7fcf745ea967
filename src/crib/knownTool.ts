import { CribError } from '../errors.js'
import { showValue } from '../text/showValue.js'
import type { Catalog } from '../tool/Catalog.js'
import type { Tool } from '../tool/Tool.js'

/** Ids that an unknown one may be meant for, at most. */
const HINTS = 3

/** The tool of an id or wire name. Throws `tool-unknown`. */
export function knownTool(catalog: Catalog, name: string): Tool {
  const tool = catalog.get(name)
  if (tool !== undefined) return tool
  const nearest = nearestIds(catalog, name)
  throw new CribError(
    'tool-unknown',
    `No tool of the catalog has the id ${showValue(name)}. Name it by id (server/name).${didYouMean(nearest)}`,
    { details: { id: name, nearest } },
  )
}

/** Ids of tools of that name, or whose id contains it. */
export function nearestIds(catalog: Catalog, name: string): string[] {
  // From JavaScript the name may be anything, and what is empty is part of every id.
  if (typeof name !== 'string' || name === '') return []
  const isNear = (tool: Tool) => tool.name === name || tool.id.includes(name)
  return catalog.tools
    .filter(isNear)
    .slice(0, HINTS)
    .map(({ id }) => id)
}

/** A question that names them, with a space before; empty without any. */
export function didYouMean(ids: readonly string[]): string {
  return ids.length === 0 ? '' : ` Did you mean ${ids.map((id) => JSON.stringify(id)).join(', ')}?`
}
