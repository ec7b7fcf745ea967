import { reasons } from '../rank/reasons.js'
import type { Packed } from './packTools.js'
import type { SelectedItem } from './Selection.js'
import type { SelectInput } from './selectTools.js'

/** What a selection says of a tool that it hands out. */
export function selectedItem(
  { offered: { item, pinned, wireName }, leveled }: Packed,
  { explain, costs }: Pick<SelectInput, 'explain' | 'costs'>,
): SelectedItem {
  const { tool, rank, score, confidence, intent } = item
  const { evidence } = explain(item)
  const why = reasons(evidence, intent)
  const selected: SelectedItem = {
    id: tool.id,
    name: tool.name,
    wireName,
    rank,
    score,
    confidence,
    level: leveled.level,
    tokens: costs.budget.shown(leveled.cost),
    pinned,
    reasons: pinned ? ['pinned by the caller', ...why] : why,
    evidence,
  }
  if (tool.server !== undefined) selected.server = tool.server
  if (intent !== undefined) selected.intent = intent
  return selected
}
