import { type QueryRow, taskOf } from 'toolcrib/eval'
import type { Contender, ContenderEntry, Handed } from '../contenders/Contender.js'
import type { BenchSet } from '../data/BenchSet.js'
import { packWithin } from '../data/packWithin.js'
import type { Progress } from '../report/createProgress.js'
import { quantile } from '../report/quantile.js'
import { type Outcome, type Quality, scoreOutcomes } from './scoreOutcomes.js'
import { timeInterleaved } from './timeInterleaved.js'

/** Most tools that any contender hands out; the library's default. */
const MAX_TOOLS = 10

/** What the suite needs besides the set. */
export interface RankingOptions {
  contenders: readonly ContenderEntry[]
  /** Tokens of each tool by id, and of the whole list. */
  cost: { total: number; tools: ReadonlyMap<string, number> }
  /** Tokens that a selection may have, 1 or more. */
  maxTokens: number
  /** Folder with local models, for contenders that need one. */
  models: string | undefined
  progress: (label: string) => Progress
}

/** One contender's line, or why it has none. */
export type RankingRow =
  | ({ name: string; ms: { index: number; p50: number; p95: number } } & Quality)
  | { name: string; skipped: string }

/** Ranks every task of the set with every contender, one after the other. */
export async function rankingSuite(set: BenchSet, options: RankingOptions): Promise<RankingRow[]> {
  const rows: RankingRow[] = []
  for (const entry of options.contenders) {
    const loaded = await entry.load({ models: options.models, queries: set.queries })
    if ('skipped' in loaded) {
      rows.push({ name: entry.name, skipped: loaded.skipped })
      continue
    }
    try {
      rows.push(await runContender(loaded, set, options))
    } finally {
      await loaded.close?.()
    }
  }
  return rows
}

async function runContender(
  contender: Contender,
  set: BenchSet,
  options: RankingOptions,
): Promise<RankingRow> {
  const progress = options.progress(`${set.name}: ${contender.name}`)
  const since = performance.now()
  await contender.index(set.sources)
  const index = performance.now() - since
  const ranked: string[][] = []
  const rank = (at: number) => contender.rank(taskOf(set.queries[at]!), MAX_TOOLS)
  const keep = async (at: number) => {
    ranked[at] = await rank(at)
  }
  const keepSync = (at: number) => {
    ranked[at] = rank(at) as string[]
  }
  const async = contender.async !== false
  const timed = { name: contender.name, async, run: async ? keep : keepSync }
  const samples = await timeInterleaved([timed], { count: set.queries.length, onProgress: progress.update })
  const outcomes: Outcome[] = []
  for (const [at, query] of set.queries.entries()) {
    const ids = ranked[at] ?? []
    const handed = await hand(contender, { query, ranked: ids, options })
    outcomes.push({ query, ranked: ids, handed })
  }
  progress.end()
  const ms = samples.get(contender.name) ?? []
  const times = { index, p50: quantile(ms, 0.5) ?? 0, p95: quantile(ms, 0.95) ?? 0 }
  return { name: contender.name, ms: times, ...scoreOutcomes(outcomes, set) }
}

async function hand(
  contender: Contender,
  task: { query: QueryRow; ranked: string[]; options: RankingOptions },
): Promise<Required<Handed>> {
  const { maxTokens, cost } = task.options
  if (contender.select === undefined)
    return packWithin(task.ranked, cost.tools, { maxTokens, maxTools: MAX_TOOLS })
  const { ids, tokens } = await contender.select(taskOf(task.query), maxTokens)
  return { ids, tokens: tokens ?? listCost(ids, cost) }
}

function listCost(ids: readonly string[], cost: RankingOptions['cost']): number {
  if (ids.length === cost.tools.size) return cost.total
  return ids.reduce((sum, id) => sum + 1 + (cost.tools.get(id) ?? 0), 2)
}
