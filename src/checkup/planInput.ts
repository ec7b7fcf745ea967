import type { PolicyRecall } from '../plan/Plan.js'
import type { CatalogTokens } from './CheckupInput.js'
import type { EvidenceRecall } from './Evidence.js'

/** What a plan takes from measured figures. */
export interface PlanFigures {
  tools: { all: number; selected?: number; appended?: number }
  recall?: PolicyRecall
}

/**
 * The figures for `crib.plan`: the mean list instead of ten tools of mean length, and the recall of the policies that were
 * measured. A list that grows shows at least what a new one would; `fixed` serves one task only, so that nothing is known.
 */
export function planInput(tokens: CatalogTokens, measured: EvidenceRecall | undefined): PlanFigures {
  const all = tokens.total
  if (measured === undefined) return { tools: { all } }
  const { selection, searchRecall } = measured
  const selected = Math.min(all, Math.round(selection.tokens))
  const recall = selection.recall.value
  return {
    tools: { all, selected, appended: selected },
    recall: { 'per-turn': recall, append: recall, 'append-inline': recall, 'meta-tools': searchRecall.value },
  }
}
