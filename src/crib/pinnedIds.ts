import { CribError } from '../errors.js'
import type { Catalog } from '../tool/Catalog.js'
import { didYouMean, nearestIds } from './knownTool.js'

/** The ids of pinned tools, given by id or wire name. Throws `pin-unknown` for one that is not in the catalog. */
export function pinnedIds(catalog: Catalog, pins: readonly string[]): Set<string> {
  return new Set(
    pins.map((pin) => {
      const tool = catalog.get(pin)
      if (tool !== undefined) return tool.id
      const nearest = nearestIds(catalog, pin)
      throw new CribError(
        'pin-unknown',
        `The pinned tool ${JSON.stringify(pin)} is not in the catalog. Pin by id (server/name).${didYouMean(nearest)}`,
        { details: { pin, nearest } },
      )
    }),
  )
}
