import { toGroups } from 'toolcrib/eval'
import { BOUNDS } from '../contenders/names.js'
import { serversOf } from '../data/serversOf.js'
import { type ContenderRun, ran } from '../record/ContenderRun.js'
import type { MeasuredSet } from '../record/measuredSet.js'

/** Where the first tool of a ranking leads. Shares of the tasks with gold, 0 to 1; the four add up to 1. */
export interface RoutingShares {
  /** The first tool is right. */
  tool: number
  /** It is not, but a right tool's server is reached. */
  serverOnly: number
  /** It comes from a server that no right tool comes from. */
  elsewhere: number
  /** Nothing was ranked. */
  nothing: number
}

/** One contender's routing. */
export interface RoutingRow extends RoutingShares {
  name: string
  /** By kind of task, where tasks have one. */
  byKind: Record<string, RoutingShares>
  /** Pairs of servers that are taken for each other most: wanted, reached, tasks. At most five, most first. */
  confused: { wanted: string; reached: string; tasks: number }[]
}

/** Most pairs of servers that are named. */
const PAIRS = 5

/** One task's way. */
interface Way {
  kind: string | undefined
  end: keyof RoutingShares
  wanted: string
  reached: string
}

/** Where first tools lead, for every contender that ranks by the task. */
export function routingSuite({ set, recorded }: MeasuredSet): RoutingRow[] {
  const servers = serversOf(set)
  const queries = new Map(set.queries.map((query) => [query.id, query]))
  const wayOf = ({ id, ranked }: ContenderRun['tasks'][number]): Way[] => {
    const query = queries.get(id)!
    const groups = toGroups(query)
    const right = groups.flat()
    if (right.length === 0) return []
    const [first] = ranked
    const serverOf = (tool: string) => servers.get(tool) ?? ''
    const wanted = serverOf(right[0]!)
    if (first === undefined) return [{ kind: query.kind, end: 'nothing', wanted, reached: '' }]
    const reached = serverOf(first)
    const end = right.includes(first)
      ? 'tool'
      : right.some((tool) => serverOf(tool) === reached)
        ? 'serverOnly'
        : 'elsewhere'
    return [{ kind: query.kind, end, wanted, reached }]
  }
  return ran(recorded)
    .filter(({ name }) => name === 'random' || !BOUNDS.has(name))
    .map(({ name, tasks }) => rowOf(name, tasks.flatMap(wayOf)))
}

function rowOf(name: string, ways: readonly Way[]): RoutingRow {
  const kinds = [...new Set(ways.flatMap(({ kind }) => kind ?? []))]
  return {
    name,
    ...sharesOf(ways),
    byKind: Object.fromEntries(
      kinds.map((kind) => [kind, sharesOf(ways.filter((way) => way.kind === kind))]),
    ),
    confused: confusedPairs(ways),
  }
}

function sharesOf(ways: readonly Way[]): RoutingShares {
  const share = (end: Way['end']) => ways.filter((way) => way.end === end).length / Math.max(1, ways.length)
  return {
    tool: share('tool'),
    serverOnly: share('serverOnly'),
    elsewhere: share('elsewhere'),
    nothing: share('nothing'),
  }
}

function confusedPairs(ways: readonly Way[]): RoutingRow['confused'] {
  const counts = new Map<string, RoutingRow['confused'][number]>()
  for (const { end, wanted, reached } of ways) {
    if (end !== 'elsewhere') continue
    const key = JSON.stringify([wanted, reached])
    counts.set(key, { wanted, reached, tasks: (counts.get(key)?.tasks ?? 0) + 1 })
  }
  const name = (pair: RoutingRow['confused'][number]) => `${pair.wanted} ${pair.reached}`
  return [...counts.values()]
    .sort((a, b) => b.tasks - a.tasks || (name(a) < name(b) ? -1 : 1))
    .slice(0, PAIRS)
}
