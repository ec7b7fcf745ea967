import { oneLine } from '../oneLine.js'
import type { DeskSnapshot } from './DeskCatalog.js'
import type { DeskRejected } from './DeskPort.js'

/** Every definition that could not be chosen, those that the catalog refused included; `index` as in its server's list. */
export function rejectedTools({ catalog, list }: Pick<DeskSnapshot, 'catalog' | 'list'>): DeskRejected[] {
  const refused = catalog.rejected.map(({ server, index, error }) => ({
    ...(server === undefined ? {} : { server }),
    index: placesOf(server, list)[index] ?? index,
    reason: oneLine(error.message),
  }))
  return [...list.rejected, ...refused]
}

/** The catalog counts places among the tools that it was given; who reads the note knows the server's own list. */
function placesOf(server: string | undefined, { sources, rejected }: DeskSnapshot['list']): number[] {
  const gone = new Set(rejected.filter((one) => one.server === server).map(({ index }) => index))
  const given = sources.find((source) => source.server === server)?.tools.length ?? 0
  return Array.from({ length: given + gone.size }, (_, index) => index).filter((index) => !gone.has(index))
}
