import type { ToolSource } from 'toolcrib'
import { toolRows } from './toolRows.js'

/** The tools with one of these ids, sources kept apart; a source without any is left out. */
export function pickTools(sources: readonly ToolSource[], chosen: ReadonlySet<string>): ToolSource[] {
  return sources.flatMap((source) => {
    const places = source.tools.flatMap((tool, place) => {
      const [row] = toolRows([{ ...source, tools: [tool], ids: source.ids?.slice(place, place + 1) ?? [] }])
      return row !== undefined && chosen.has(row.id) ? [place] : []
    })
    return places.length === 0 ? [] : [pick(source, places)]
  })
}

function pick(source: ToolSource, places: readonly number[]): ToolSource {
  const { ids, categories } = source
  return {
    ...source,
    tools: places.map((place) => source.tools[place]),
    ...(ids === undefined ? {} : { ids: places.map((place) => ids[place] ?? '') }),
    ...(categories === undefined ? {} : { categories: places.map((place) => categories[place]) }),
  }
}
