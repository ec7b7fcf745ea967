import { fillRest } from './fillRest.js'
import { NONE, type PackingProblem } from './PackingProblem.js'
import { PackingState } from './PackingState.js'
import type { Relaxation } from './Relaxation.js'
import { takeMember, takeWithNeeds } from './takeWithNeeds.js'

/**
 * Packings made of what the relaxation keeps at its last prices: as it is where it breaks no rule; else anew, goals
 * first, once by worth and once by tokens. What is left of the budget is then filled.
 *
 * @param lambda - price of a token
 */
export function roundChoice(problem: PackingProblem, relaxation: Relaxation, lambda: number): PackingState[] {
  const asKept = new PackingState(problem)
  for (let at = 0; at < relaxation.kept.length; at++)
    if (relaxation.kept[at] === 1) asKept.set(at, relaxation.best[at]!)
  if (asKept.tokens <= problem.budget && asKept.meetsNeeds() && asKept.coversAll()) {
    fillRest(problem, asKept, lambda)
    return [asKept]
  }
  const { tokens } = problem
  const byWorth = (option: number) => relaxation.adjusted[option]! - lambda * tokens[option]!
  const byTokens = (option: number) => -tokens[option]!
  return [byWorth, byTokens].map((worth) => repaired(problem, relaxation, { worth, lambda }))
}

function repaired(
  problem: PackingProblem,
  relaxation: Relaxation,
  { worth, lambda }: { worth: (option: number) => number; lambda: number },
): PackingState {
  const { pinned, start, groups } = problem
  const state = new PackingState(problem)
  for (let at = 0; at < pinned.length; at++) if (pinned[at] === 1) state.set(at, start[at]!)
  const goals = Array.from({ length: groups.count }, (_, group) => group).filter(
    (group) => groups.weight[group]! > 0,
  )
  goals.sort(
    (a, b) =>
      groups.weight[b]! - groups.weight[a]! || groups.members[a]!.length - groups.members[b]!.length || a - b,
  )
  for (const goal of goals) {
    if (state.members[goal]! > 0) continue
    takeMember(problem, goal, {
      worth,
      take: (candidate, option) => takeWithNeeds(problem, state, { candidate, option, worth }),
    })
  }
  const kept = Array.from(relaxation.kept.keys()).filter((at) => relaxation.kept[at] === 1)
  kept.sort((a, b) => relaxation.worth[b]! - relaxation.worth[a]! || a - b)
  for (const at of kept) {
    if (state.chosen[at] === NONE)
      takeWithNeeds(problem, state, { candidate: at, option: relaxation.best[at]!, worth })
  }
  fillRest(problem, state, lambda)
  return state
}
