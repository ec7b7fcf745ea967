import { NONE, type PackingProblem } from './PackingProblem.js'
import type { PackingState } from './PackingState.js'
import { takeWithNeeds } from './takeWithNeeds.js'

/**
 * Adds tools and raises levels as long as that fits and adds profit, best first by what is gained beyond the price of
 * the tokens. Nothing that would fit alone is left afterwards.
 *
 * @param lambda - price of a token
 */
export function fillRest(problem: PackingProblem, state: PackingState, lambda: number): void {
  const { tokens, profit, groups } = problem
  const worth = (option: number) => profit[option]! - lambda * tokens[option]!
  for (let changed = true; changed; ) {
    changed = false
    const moves = gainfulMoves(problem, state)
    const gain = (candidate: number, option: number) => {
      const current = state.chosen[candidate]!
      return worth(option) - (current === NONE ? 0 : worth(current))
    }
    moves.sort((a, b) => gain(b.candidate, b.option) - gain(a.candidate, a.option) || a.option - b.option)
    for (const { candidate, option, from } of moves) {
      if (state.chosen[candidate] !== from || !state.fits(candidate, option)) continue
      if (groups.count === 0) state.set(candidate, option)
      else if (!takeWithNeeds(problem, state, { candidate, option, worth })) continue
      changed = true
    }
  }
}

interface Move {
  candidate: number
  option: number
  /** Option that it has now. */
  from: number
}

function gainfulMoves(problem: PackingProblem, state: PackingState): Move[] {
  const { start, profit, callable, groups, tokens, budget } = problem
  const moves: Move[] = []
  const rest = budget - state.tokens
  for (let candidate = 0, option = 0; candidate < state.chosen.length; candidate++) {
    const from = state.chosen[candidate]!
    const end = start[candidate + 1]!
    const least = from === NONE ? 0 : profit[from]!
    const most = rest + (from === NONE ? 0 : tokens[from]!)
    const loses = groups.count > 0 && from !== NONE && callable[from] === 1
    for (option = start[candidate]!; option < end; option++) {
      if (profit[option]! <= least || tokens[option]! > most || !state.fits(candidate, option)) continue
      // A tool that others may rely on stays callable.
      if (loses && callable[option] === 0) continue
      moves.push({ candidate, option, from })
    }
  }
  return moves
}
