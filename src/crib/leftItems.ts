import type { LeftItem, LeftReason } from '../budget/Selection.js'
import type { ScoredTool } from '../rank/ScoredTool.js'
import { MAX_LEFT, MAX_LEFT_COPIES } from './defaults.js'
import type { SelectInput } from './selectTools.js'

/** A ranked tool that was not handed out. */
export interface LeftTool {
  item: ScoredTool
  tokens: number
  why: LeftReason
}

/** The best tools that were not handed out, by rank, and behind each the near-copies that it stands for. */
export function leftItems(left: readonly LeftTool[], input: SelectInput): LeftItem[] {
  const copies = input.copies.size === 0 ? [] : copyItems(input)
  const others = [...left].sort((a, b) => a.item.rank - b.item.rank)
  return [...others.slice(0, MAX_LEFT).map(leftItem), ...copies.slice(0, MAX_LEFT_COPIES)]
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_LEFT)
}

function copyItems({ catalog, costs, copies, scored }: SelectInput): LeftItem[] {
  const byRank = [...scored].sort((a, b) => a.rank - b.rank)
  return byRank.flatMap((item) =>
    (copies.get(item.position) ?? []).map((position) => {
      const tool = catalog.tools[position]!
      const { tokens } = costs.itemOf(tool.id)
      return { ...leftItem({ item: { ...item, tool }, tokens, why: 'near-copy' }), copyOf: item.tool.id }
    }),
  )
}

function leftItem({ item: { tool, rank, score, confidence }, tokens, why }: LeftTool): LeftItem {
  const item: LeftItem = { id: tool.id, name: tool.name, rank, score, confidence, tokens, why }
  if (tool.server !== undefined) item.server = tool.server
  return item
}
