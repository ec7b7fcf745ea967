import type { ScoredTool } from './ScoredTool.js'

/** No shift of scores takes a tool more ranks down than this. */
export const MAX_FALL = 5

/** By position in the catalog: what is added to a tool's score. */
export type Shifts = ReadonlyMap<number, number>

/**
 * A ranking after shifts of scores, best first, with new ranks, scores and shifts; `ranked` is left as it was. The first
 * `head` of it are the best tools in order; what follows stands further behind, at the ranks it names.
 *
 * A place is worth the score that belongs to it by size, so that an order that covers several wishes is kept. Tools then
 * stand by that worth and their shift, except that none falls more than `MAX_FALL` ranks: a place is given to the tool
 * that would fall further otherwise, and else to the best that is left. At most one tool is due at any place, because no
 * two come from the same.
 */
export function shiftRanks(ranked: readonly ScoredTool[], shifts: Shifts, head: number): ScoredTool[] {
  const first = ranked.slice(0, head)
  const worth = first.map(({ score }) => score).sort((a, b) => b - a)
  const least = worth.at(-1) ?? Number.NEGATIVE_INFINITY
  const shiftOf = ({ position }: ScoredTool) => shifts.get(position) ?? 0
  const isRaised = (tool: ScoredTool) => tool.score + shiftOf(tool) > least && shiftOf(tool) > 0
  const behind = ranked.slice(head)
  const risen = behind.filter(isRaised)
  const wanted = [...first, ...risen]
    .map((tool, at) => ({ tool, aim: (worth[at] ?? tool.score) + shiftOf(tool) }))
    .sort((a, b) => b.aim - a.aim || a.tool.rank - b.tool.rank)
    .map(({ tool }) => tool)
  const order = withoutLongFalls(first, wanted)
  const overtaken = (rank: number) => risen.filter((tool) => tool.rank > rank).length
  return [
    ...order.map((tool, at) => shifted(tool, at + 1, shiftOf(tool))),
    ...behind
      .filter((tool) => !risen.includes(tool))
      .map((tool) => shifted(tool, tool.rank + overtaken(tool.rank), shiftOf(tool))),
  ]
}

function withoutLongFalls(first: readonly ScoredTool[], wanted: readonly ScoredTool[]): ScoredTool[] {
  const placed = new Set<ScoredTool>()
  let next = 0
  for (let place = 0; place < wanted.length; place++) {
    const due = first[place - MAX_FALL]
    if (due !== undefined && !placed.has(due)) {
      placed.add(due)
      continue
    }
    while (placed.has(wanted[next]!)) next++
    placed.add(wanted[next]!)
  }
  return [...placed]
}

function shifted(tool: ScoredTool, rank: number, shift: number): ScoredTool {
  const copy = { ...tool }
  copy.rank = rank
  if (shift === 0) return copy
  copy.score += shift
  copy.shift = shift
  return copy
}
