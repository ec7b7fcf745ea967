import { type Logistic, probability } from './logistic.js'
import type { ScoredTool } from './ScoredTool.js'
import type { TaskScorer } from './TaskScorer.js'

/** Whether any tool of a catalog fits a task. */
export interface Fit {
  /** Probability that one does, 0 to 1, taken that half of all tasks have none: a scale, not a frequency. */
  probability: number
  /** What it was judged by; compares tasks with one catalog. */
  evidence: number
  /** True where none does: of 1,000 tasks of public sets with a right tool, five are refused so. */
  nothing: boolean
}

/**
 * Weight of the lexical share beside the excess similarity, and how much it counts that the best tool stands out from
 * the twenty after it. Of 2, 4, 6, 9 and 0, 1/4, 1/2, 1 these tell train sets' tasks best from near misses and strange ones.
 */
const LEXICAL = 2
const STANDS_OUT = 1
const FOLLOWING = 20

/** Fitted on train/ by `npm run model:nothing`: weights of the evidence and of ln(tools). */
const MODEL: Logistic = { weights: [0.5027, -0.0221], bias: -2.237 }
const BAR = 0.1624

/**
 * Looks at the best evidence of a ranking's head: excess similarity and lexical share, and how far the best tool stands
 * out. The best of many wrong tools stands high by chance, so that the size of the catalog counts against it.
 * `ranked`: the head, any order; `tools`: how many were ranked. Without a tool nothing fits.
 */
export function fitOf(ranked: readonly ScoredTool[], scorer: TaskScorer, tools: number): Fit {
  if (ranked.length === 0) return { probability: 0, evidence: Number.NEGATIVE_INFINITY, nothing: true }
  const evidence = evidenceOf(ranked, scorer)
  const value = probability([evidence, Math.log(tools)], MODEL)
  return { probability: value, evidence, nothing: value < BAR }
}

function evidenceOf(ranked: readonly ScoredTool[], scorer: TaskScorer): number {
  const [best = 0, ...others] = ranked
    .map(({ position, lexical }) => scorer.excess(position) + LEXICAL * lexical)
    .sort((a, b) => b - a)
  const following = others.slice(0, FOLLOWING)
  const mean = following.reduce((sum, one) => sum + one, 0) / (following.length || 1)
  return best + STANDS_OUT * (best - mean)
}
