import { type QueryRow, taskOf } from 'toolcrib/eval'
import type { Contender, Handed } from '../contenders/Contender.js'
import type { BenchSet } from '../data/BenchSet.js'
import { keptShare } from '../data/keptShare.js'
import { packWithin } from '../data/packWithin.js'
import { quantile } from '../report/quantile.js'
import { timeInterleaved } from '../suites/timeInterleaved.js'
import type { ContenderRun, TaskRecord } from './ContenderRun.js'
import type { RecordOneOptions } from './recordRuns.js'

/** Most tools that any contender hands out; the library's default. */
const MAX_TOOLS = 10

/** Ranks every task once, with its time; then hands out, and packs for each budget, without. */
export async function recordContender(
  contender: Contender,
  set: BenchSet,
  options: RecordOneOptions,
): Promise<ContenderRun> {
  const progress = options.progress(`${set.name}: ${contender.name}`)
  const since = performance.now()
  await contender.index(set.sources)
  const index = performance.now() - since
  const curves = (options.budgets ?? []).length > 0
  // Curves are most of the work of a contender that has them.
  const share = curves ? 0.1 : 0.8
  const { ranked, ms } = await rankTimed(contender, set, (done) => progress.update(share * done))
  const tasks: TaskRecord[] = []
  for (const [at, query] of set.queries.entries()) {
    const own = ranked[at] ?? []
    const handed = await hand(contender, { query, ranked: own, options })
    const curve = query.gold.length === 0 ? [] : await curveOf(contender, query, options)
    tasks.push({ id: query.id, ranked: own, handed, curve })
    progress.update(share + (1 - share) * ((at + 1) / set.queries.length))
  }
  progress.end()
  const times = { index, p50: quantile(ms, 0.5) ?? 0, p95: quantile(ms, 0.95) ?? 0 }
  return { name: contender.name, ms: times, tasks }
}

async function rankTimed(contender: Contender, set: BenchSet, onProgress: (done: number) => void) {
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
  const samples = await timeInterleaved([timed], { count: set.queries.length, onProgress })
  return { ranked, ms: samples.get(contender.name) ?? [] }
}

async function hand(
  contender: Contender,
  task: { query: QueryRow; ranked: string[]; options: RecordOneOptions },
): Promise<Required<Handed>> {
  const { maxTokens, cost } = task.options
  if (contender.select === undefined)
    return packWithin(task.ranked, cost.tools, { maxTokens, maxTools: MAX_TOOLS })
  const { ids, tokens } = await contender.select(taskOf(task.query), maxTokens)
  return { ids, tokens: tokens ?? listCost(ids, cost) }
}

function listCost(ids: readonly string[], cost: RecordOneOptions['cost']): number {
  if (ids.length === cost.tools.size) return cost.total
  return ids.reduce((sum, id) => sum + 1 + (cost.tools.get(id) ?? 0), 2)
}

/** Tokens alone limit here: a contender that packs does so itself, the whole ranking of any other is cut. */
async function curveOf(
  contender: Contender,
  query: QueryRow,
  { budgets = [], cost }: RecordOneOptions,
): Promise<TaskRecord['curve']> {
  const task = taskOf(query)
  const most = cost.tools.size
  const ranked =
    contender.pack === undefined && budgets.length > 0 ? await contender.rank(task, most) : undefined
  const curve: TaskRecord['curve'] = []
  for (const maxTokens of budgets) {
    const handed =
      ranked === undefined
        ? await contender.pack!(task, maxTokens)
        : packWithin(ranked, cost.tools, { maxTokens, maxTools: most })
    curve.push({
      recall: keptShare(query, new Set(handed.ids)) ?? 0,
      tokens: handed.tokens ?? listCost(handed.ids, cost),
    })
  }
  return curve
}
