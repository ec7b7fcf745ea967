import { splitWords, type ToolSource } from 'toolcrib'
import type { Change } from './Change.js'

/** Times as many tools as the set has. */
const TIMES = 10

/**
 * Tools of other servers until there are ten times as many. Left out are servers whose name holds the name of one of the
 * set, which would serve its tasks as well; others may do so too, so that the loss is an upper bound.
 *
 * @param others - tools of other servers, nearest to the real thing first
 */
export function distractors(others: readonly ToolSource[]): Change {
  return {
    name: 'ten times the tools',
    what: 'tools of other real servers are registered beside them',
    apply(set) {
      const size = (sources: readonly ToolSource[]) =>
        sources.reduce((sum, { tools }) => sum + tools.length, 0)
      const taken = new Set(set.sources.map(({ server }) => server))
      const sources = [...set.sources]
      let room = size(sources) * (TIMES - 1)
      for (const other of others) {
        if (isRelated(other.server ?? '', taken) || room <= 0) continue
        sources.push(firstOf(other, room))
        room -= other.tools.length
      }
      return { ...set, sources }
    },
  }
}

function isRelated(server: string, taken: ReadonlySet<string | undefined>): boolean {
  return taken.has(server) || splitWords(server.toLowerCase()).some((word) => taken.has(word))
}

function firstOf(source: ToolSource, limit: number): ToolSource {
  return {
    ...source,
    tools: source.tools.slice(0, limit),
    ...(source.ids === undefined ? {} : { ids: source.ids.slice(0, limit) }),
    ...(source.categories === undefined ? {} : { categories: source.categories.slice(0, limit) }),
  }
}
