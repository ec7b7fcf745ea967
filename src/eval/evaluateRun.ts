import { checkResampling } from './checkResampling.js'
import { type Judgement, judge } from './judge.js'
import { METRICS } from './METRICS.js'
import { serverAccuracy } from './metrics/serverAccuracy.js'
import { percentileInterval } from './percentileInterval.js'
import type { RankedQuery } from './QueryRow.js'
import { type ResampleOptions, resampleMeans } from './resampleMeans.js'

/** Options of {@link evaluateRun}. Unknown keys are the error `option-unknown`. */
export interface EvaluateOptions extends ResampleOptions {
  /** Key of a tool's server, undefined for a tool without one. Default: no tool has a server. */
  serverOf?: (id: string) => string | undefined
}

/** How good a run is. Fractions of 1. */
export interface Evaluation {
  /** Queries that were scored. */
  queries: number
  /** Queries without gold, which were left out. */
  noGold: number
  /**
   * Mean over the scored queries, by name: recall@1, recall@3, recall@5, recall@10, complete@5, complete@10, ndcg@5,
   * ndcg@10, mrr, tool@1, and server@1 where a gold tool or an alternative has a server. Empty when nothing was scored.
   */
  metrics: Record<string, number>
  /** Bootstrap 95 % intervals of `metrics`, `[low, high]`. */
  intervals: Record<string, [number, number]>
  /** Single values, in the order of `ids`: what `comparePaired` takes. */
  perQuery: { ids: string[]; values: Record<string, Float64Array> }
}

/**
 * Scores a run of rankings against its gold. Queries without gold are counted and left out; a query with gold for which
 * nothing was ranked scores 0. Metrics with cut-off k need rankings of at least k tools (or of all there are) to say what
 * their name says; `mrr` looks as deep as the rankings go.
 *
 * @throws CribError `option-unknown`, `option-invalid`
 */
export function evaluateRun(run: readonly RankedQuery[], options: EvaluateOptions = {}): Evaluation {
  const resampling = checkResampling(options, ['serverOf', 'resamples', 'seed'])
  const scored: RankedQuery[] = []
  const judgements: Judgement[] = []
  for (const ranking of run) {
    const judgement = judge(ranking)
    if (judgement === undefined) continue
    scored.push(ranking)
    judgements.push(judgement)
  }
  const evaluation: Evaluation = {
    queries: scored.length,
    noGold: run.length - scored.length,
    metrics: {},
    intervals: {},
    perQuery: { ids: scored.map(({ query }) => query.id), values: {} },
  }
  if (scored.length === 0) return evaluation
  const values = new Map<string, Float64Array>()
  for (const [name, metric] of Object.entries(METRICS))
    values.set(name, Float64Array.from(judgements, metric))
  const { serverOf } = options
  if (serverOf !== undefined && anyServer(scored, serverOf)) {
    values.set(
      'server@1',
      Float64Array.from(scored, (ranking) => serverAccuracy(ranking, serverOf)),
    )
  }
  const means = resampleMeans([...values.values()], resampling)
  for (const [at, [name, column]] of [...values].entries()) {
    evaluation.metrics[name] = column.reduce((sum, value) => sum + value, 0) / column.length
    evaluation.intervals[name] = percentileInterval(means[at]!)
    evaluation.perQuery.values[name] = column
  }
  return evaluation
}

function anyServer(scored: readonly RankedQuery[], serverOf: (id: string) => string | undefined): boolean {
  const named = (ids: readonly string[]) => ids.some((id) => serverOf(id) !== undefined)
  return scored.some(({ query }) => named(query.gold) || Object.values(query.alternatives ?? {}).some(named))
}
