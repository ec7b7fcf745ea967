import { type LeveledCandidate, packLevels } from 'toolcrib'
import type { PackingInstance } from '../data/packingInstances.js'
import { quantile } from '../report/quantile.js'

/** How well and how fast problems of one kind and size are packed. */
export interface PackingFigures {
  instances: number
  /** Share proven best, 0 to 1. */
  exact: number
  /** How far the value is below the proven bound, as a share of the bound. */
  gap: { p50: number; p95: number; most: number }
  /** Share of the instances whose gap is at most 1 %. */
  withinOnePercent: number
  /** Milliseconds of a packing. */
  ms: { p50: number; p95: number; most: number }
  /** Time of a packing over the time of sorting the same (tool, level) pairs by efficiency, each pair of times in turn. */
  ratio: { p50: number; p95: number }
}

/**
 * What does not hold of problems of one name and size, in a sentence each: up to 60 candidates every packing is proven best,
 * above that none is more than 1 % below its bound. Empty where it holds.
 */
export function brokenPromises(name: string, size: number, figures: PackingFigures): string[] {
  const { exact, withinOnePercent } = figures
  if (size <= 60)
    return exact === 1 ? [] : [`${name}, ${size}: ${(100 * exact).toFixed(1)} % are proven best, not all`]
  const near = (100 * withinOnePercent).toFixed(1)
  return withinOnePercent === 1 ? [] : [`${name}, ${size}: ${near} % are within 1 % of their bound, not all`]
}

/** Times of each instance; the median counts. */
const REPEATS = 5

/** Packs every instance and sorts its pairs, in turn. */
export function packingSuite(instances: readonly PackingInstance[]): PackingFigures {
  for (const instance of instances.slice(0, 20)) measure(instance)
  const rows = instances.map(measure)
  const of = (pick: (row: Measured) => number, q: number) => quantile(rows.map(pick), q) ?? 0
  return {
    instances: rows.length,
    exact: share(rows, ({ exact }) => exact),
    gap: { p50: of(({ gap }) => gap, 0.5), p95: of(({ gap }) => gap, 0.95), most: of(({ gap }) => gap, 1) },
    withinOnePercent: share(rows, ({ gap }) => gap <= 0.01),
    ms: { p50: of(({ ms }) => ms, 0.5), p95: of(({ ms }) => ms, 0.95), most: of(({ ms }) => ms, 1) },
    ratio: { p50: of(({ ratio }) => ratio, 0.5), p95: of(({ ratio }) => ratio, 0.95) },
  }
}

interface Measured {
  exact: boolean
  gap: number
  ms: number
  ratio: number
}

function measure({ candidates, limits }: PackingInstance): Measured {
  const packings: number[] = []
  const sorts: number[] = []
  for (let turn = 0; turn < REPEATS; turn++) {
    packings.push(timed(() => packLevels(candidates, limits)))
    const pairs = pairsOf(candidates)
    sorts.push(timed(() => pairs.sort((a, b) => b.efficiency - a.efficiency || (a.id < b.id ? -1 : 1))))
  }
  const { value, bound, exact } = packLevels(candidates, limits)
  const ms = quantile(packings, 0.5) ?? 0
  const sort = quantile(sorts, 0.5) ?? 0
  return { exact, gap: bound > 0 ? 1 - value / bound : 0, ms, ratio: ms / sort }
}

function pairsOf(candidates: readonly LeveledCandidate[]): { id: string; efficiency: number }[] {
  return candidates.flatMap(({ id, usefulness, options }) =>
    options.map(({ tokens, value }) => ({ id, efficiency: (usefulness * value) / tokens })),
  )
}

function timed(run: () => unknown): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

function share<T>(rows: readonly T[], holds: (row: T) => boolean): number {
  return rows.filter(holds).length / Math.max(1, rows.length)
}
