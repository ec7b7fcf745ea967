import { comparePaired, type QueryRow, taskOf, toGroups } from 'toolcrib/eval'
import type { Change } from '../changes/Change.js'
import type { Contender, ContenderEntry } from '../contenders/Contender.js'
import type { BenchSet } from '../data/BenchSet.js'
import type { Progress } from '../report/createProgress.js'

/** Places that a right tool must be in. */
const DEPTH = 5

/** What the suite needs besides the set. */
export interface RobustnessOptions {
  contenders: readonly ContenderEntry[]
  changes: readonly Change[]
  /** Folder with local models, for contenders that need one. */
  models: string | undefined
  progress: (label: string) => Progress
}

/** What one change does to one ranking. */
export interface ChangeEffect {
  change: string
  what: string
  /** Tools that were registered then. */
  tools: number
  /** Mean recall@5 with the change, 0 to 1. */
  recall: number
  /** `recall` less that of the set as it is: below 0 where the change costs something. Paired over tasks. */
  difference: number
  /** Bootstrap 95 % interval of `difference`. */
  interval: [number, number]
  /** Share of tasks whose first five tools are the same in the same order, 0 to 1. */
  same: number
}

/** One contender, or why it has no figures. */
export type RobustnessRow =
  | { name: string; tasks: number; tools: number; clean: number; effects: ChangeEffect[] }
  | { name: string; skipped: string }

/** Ranks every task that some tool fits with every contender, on the set as it is and after each change. */
export async function robustnessSuite(set: BenchSet, options: RobustnessOptions): Promise<RobustnessRow[]> {
  const rows: RobustnessRow[] = []
  for (const entry of options.contenders) {
    const contender = await entry.load({ models: options.models })
    if ('skipped' in contender) {
      rows.push({ name: entry.name, skipped: contender.skipped })
      continue
    }
    try {
      rows.push(await changed(contender, set, options))
    } finally {
      await contender.close?.()
    }
  }
  return rows
}

async function changed(
  contender: Contender,
  set: BenchSet,
  options: RobustnessOptions,
): Promise<RobustnessRow> {
  const progress = options.progress(`${set.name}: ${contender.name}`)
  const clean = await firstFive(contender, set)
  const effects: ChangeEffect[] = []
  for (const [at, change] of options.changes.entries()) {
    const other = change.apply(set)
    const run = await firstFive(contender, other)
    const { difference, interval } = comparePaired(run.recalls, clean.recalls)
    const same = run.firsts.filter((first, task) => first === clean.firsts[task]).length / run.firsts.length
    const { name, what } = change
    effects.push({
      change: name,
      what,
      tools: size(other),
      recall: mean(run.recalls),
      difference,
      interval,
      same,
    })
    progress.update((at + 1) / options.changes.length)
  }
  progress.end()
  const { recalls } = clean
  return { name: contender.name, tasks: recalls.length, tools: size(set), clean: mean(recalls), effects }
}

/** Whether a contender ranks the same whatever the order of the tools is; undefined where that was not tried. */
export function ignoresOrder(
  rows: readonly RobustnessRow[],
  name: string,
  change: string,
): boolean | undefined {
  const row = rows.find((one) => one.name === name)
  if (row === undefined || 'skipped' in row) return undefined
  const effect = row.effects.find((one) => one.change === change)
  return effect === undefined ? undefined : effect.same === 1
}

/** Recall@5 of each task with gold, and its first five tools as one text. */
async function firstFive(contender: Contender, set: BenchSet) {
  await contender.index(set.sources)
  const recalls: number[] = []
  const firsts: string[] = []
  for (const query of set.queries) {
    if (query.gold.length === 0) continue
    const first = await contender.rank(taskOf(query), DEPTH)
    recalls.push(recallOf(query, first))
    firsts.push(first.join('\n'))
  }
  return { recalls, firsts }
}

/** Share of what a task needs that a list holds. `query` has gold. */
export function recallOf(query: QueryRow, ids: readonly string[]): number {
  const groups = toGroups(query)
  return groups.filter((group) => group.some((id) => ids.includes(id))).length / groups.length
}

function size({ sources }: BenchSet): number {
  return sources.reduce((sum, { tools }) => sum + tools.length, 0)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
