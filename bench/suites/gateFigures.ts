import type { Quality } from './scoreOutcomes.js'

/** What `npm test` compares with; committed as `datasets/demo/gate.json`. */
export interface GateFigures {
  /** Least value of each metric, fractions of 1. */
  metrics: Record<string, number>
  /** Least share of the gold tools that a selection holds. */
  kept: number
  /** Tokens that each selection may have. */
  maxTokens: number
  /** Least number of tasks that no tool fits for which nothing is handed out. */
  emptyRight: number
  /** Most tasks that some tool fits for which nothing is handed out. */
  emptyWrong: number
}

/** The gate leaves room for one task: measured shares less one task's weight, counts less or more by one. */
export function gateFigures(quality: Quality, maxTokens: number): GateFigures {
  const lowered = (value: number) => Math.max(0, Math.floor((value - 1 / quality.queries) * 10_000) / 10_000)
  const metrics = Object.entries(quality.metrics).map(([name, value]) => [name, lowered(value)])
  return {
    metrics: Object.fromEntries(metrics),
    kept: lowered(quality.kept),
    maxTokens,
    emptyRight: Math.max(0, quality.emptyRight - 1),
    emptyWrong: quality.emptyWrong + 1,
  }
}
