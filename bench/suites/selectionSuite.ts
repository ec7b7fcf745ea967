import { comparePaired } from 'toolcrib/eval'
import { BOUNDS } from '../contenders/names.js'
import { ran } from '../record/ContenderRun.js'
import type { MeasuredSet } from '../record/measuredSet.js'
import type { TaskValues } from '../record/taskValues.js'

/** Recall that a host may ask for, and the budget that reaches it. */
export const WANTED_RECALL = 0.95

/** One contender's curve of recall against tokens. */
export interface SelectionRow {
  name: string
  /** One a budget: mean recall over the tasks with gold, its 95 % interval, mean tokens that the list really has. */
  points: { budget: number; recall: number; interval: [number, number]; tokens: number }[]
  /** Smallest budget of the suite at which mean recall is 95 %; null where none reaches it. */
  enough: number | null
  /** Share of the whole list's tokens that this budget saves; null as well. */
  saved: number | null
}

/** Name of the metric at a budget. */
export function recallAt(budget: number): string {
  return `recall at ${budget.toLocaleString('en-US')} tokens`
}

/** Curves of all contenders that search, and of the oracle and chance; sending everything has no curve. */
export function selectionSuite({ recorded, budgets, cost }: MeasuredSet): SelectionRow[] {
  return curved(recorded).map(({ name, tasks }) => {
    const curves = tasks.flatMap(({ curve }) => (curve.length === 0 ? [] : [curve]))
    const points = budgets.map((budget, at) => {
      const recalls = curves.map((curve) => curve[at]!.recall)
      const recall = mean(recalls)
      return {
        budget,
        recall,
        interval: intervalOf(recalls),
        tokens: mean(curves.map((curve) => curve[at]!.tokens)),
      }
    })
    const enough = points.find(({ recall }) => recall >= WANTED_RECALL)?.budget ?? null
    const saved = enough === null ? null : 1 - Math.min(1, enough / cost.total)
    return { name, points, enough, saved }
  })
}

/** Recall of every task at every budget, by contender. */
export function curveValues({ recorded, budgets }: MeasuredSet): Map<string, TaskValues> {
  return new Map(
    curved(recorded).map(({ name, tasks }) => {
      const curves = tasks.flatMap(({ curve }) => (curve.length === 0 ? [] : [curve]))
      const values = budgets.map((budget, at) => [recallAt(budget), curves.map((curve) => curve[at]!.recall)])
      return [name, Object.fromEntries(values) as TaskValues]
    }),
  )
}

function curved(recorded: MeasuredSet['recorded']) {
  return ran(recorded).filter(({ name }) => name === 'oracle' || name === 'random' || !BOUNDS.has(name))
}

/** Bootstrap 95 % interval of a mean: that of its difference to 0. */
export function intervalOf(values: readonly number[]): [number, number] {
  return comparePaired(values, new Float64Array(values.length)).interval
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
