import type { LeftReason } from '../budget/LeftReason.js'
import { reasons } from '../rank/reasons.js'
import type { ScoredTool } from '../rank/ScoredTool.js'
import { MAX_LEFT, MAX_LEFT_COPIES } from './defaults.js'
import { displacing, type HandedOut } from './displacing.js'
import type { LeftItem } from './Selection.js'
import type { SelectInput } from './selectTools.js'

/** A ranked tool that was not handed out. */
export interface LeftTool {
  item: ScoredTool
  tokens: number
  why: LeftReason
}

/** What was selected from. */
export interface LeftInput {
  input: SelectInput
  /** Ids of tools that stand in the list of a session all the same. */
  idle: ReadonlySet<string>
}

/** The best tools that were not handed out, by rank, and behind each the near-copies that it stands for. */
export function leftItems(
  left: readonly LeftTool[],
  chosen: readonly HandedOut[],
  { input, idle }: LeftInput,
): LeftItem[] {
  const copies = input.copies.size === 0 ? [] : copyItems({ input, idle })
  const others = [...left].sort((a, b) => a.item.rank - b.item.rank).slice(0, MAX_LEFT)
  return [...others.map((tool) => leftItem(tool, chosen, input)), ...copies.slice(0, MAX_LEFT_COPIES)]
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_LEFT)
}

function copyItems({ input: { catalog, costs, copies, scored }, idle }: LeftInput): LeftItem[] {
  const byRank = [...scored].sort((a, b) => a.rank - b.rank)
  return byRank.flatMap((item) =>
    (copies.get(item.position) ?? []).flatMap((position) => {
      const tool = catalog.tools[position]!
      if (idle.has(tool.id)) return []
      const { id } = item.tool
      const tokens = costs.budget.shown(costs.itemOf(tool.id))
      const copy = itemOf(
        { ...item, tool },
        { tokens, why: 'near-copy', reasons: [`says nearly the same as ${id}`] },
        [id],
      )
      copy.copyOf = id
      return [copy]
    }),
  )
}

function leftItem(
  { item, tokens, why }: LeftTool,
  chosen: readonly HandedOut[],
  { matched }: SelectInput,
): LeftItem {
  const { rank, tool } = item
  const displacedBy = displacing(chosen, { rank, server: tool.server, outcome: why })
  return itemOf(item, { tokens, why, reasons: reasons(matched(item), item.intent) }, displacedBy)
}

// Written out member by member: spreading one object into another takes many times as long in V8.
function itemOf(
  { tool, rank, score, confidence }: ScoredTool,
  { tokens, why, reasons: sentences }: Pick<LeftItem, 'tokens' | 'why' | 'reasons'>,
  displacedBy: string[],
): LeftItem {
  const { id, name } = tool
  const item: LeftItem = { id, name, rank, score, confidence, tokens, why, reasons: sentences, displacedBy }
  if (tool.server !== undefined) item.server = tool.server
  return item
}
