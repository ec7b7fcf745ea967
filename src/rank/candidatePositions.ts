import { topNeighbours } from '../vector/topNeighbours.js'
import type { DenseSignal, RankableCatalog, RankLimits } from './RankableCatalog.js'

/** Lexical candidates that an approximate dense search is joined with. */
const LEXICAL_CANDIDATES = 200

/**
 * The tools to be scored: all that are allowed, or with an approximate index the union of dense and lexical candidates;
 * in either case those that are always returned, and in place of hidden tools those that stand for them.
 */
export function candidatePositions(
  catalog: RankableCatalog,
  signals: { dense: DenseSignal; bm25: Float32Array },
  limits: RankLimits,
): readonly number[] {
  const { hidden } = limits
  const passing = passingPositions(catalog, signals, limits)
  if (hidden === undefined || hidden.size === 0) return passing
  // An exact search has every stand-in anyway; an approximate one may have found the copy alone.
  if (signals.dense.candidates === undefined) return passing.filter((position) => !hidden.has(position))
  return [...new Set(passing.map((position) => hidden.get(position) ?? position))]
}

function passingPositions(
  catalog: RankableCatalog,
  signals: { dense: DenseSignal; bm25: Float32Array },
  { allowed, always }: RankLimits,
): readonly number[] {
  const isAlways = (position: number) => always?.has(catalog.tools[position]!.id) === true
  const isAllowed = (position: number) => allowed === undefined || allowed(catalog.tools[position]!)
  const every = catalog.tools.map((_, position) => position)
  const found = signals.dense.candidates === undefined ? every : union(signals.dense.candidates, signals.bm25)
  if (allowed === undefined && always === undefined) return found
  const passing = found.filter((position) => isAllowed(position) || isAlways(position))
  return found === every ? passing : [...new Set([...passing, ...every.filter(isAlways)])]
}

function union(candidates: readonly number[], bm25: Float32Array): number[] {
  const joined = new Set(candidates)
  const matching = [...bm25.keys()].filter((position) => bm25[position]! > 0)
  for (const { index } of topNeighbours(bm25, LEXICAL_CANDIDATES, matching)) joined.add(index)
  return [...joined]
}
