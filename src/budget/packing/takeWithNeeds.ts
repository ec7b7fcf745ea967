import { NONE, type PackingProblem } from './PackingProblem.js'
import type { PackingState } from './PackingState.js'

/** Tools that are tried for the needs of one tool before it is given up. */
const MAX_TRIES = 200

/** How the tools that are needed are picked. */
export interface Picking {
  /** Worth of an option; of the members of a group, the one with the best callable option is tried first. */
  worth: (option: number) => number
}

/**
 * Gives a candidate an option and takes what it needs with it, each at its best callable option. Changes nothing and
 * returns false where that does not fit.
 */
export function takeWithNeeds(
  problem: PackingProblem,
  state: PackingState,
  { candidate, option, worth }: Picking & { candidate: number; option: number },
): boolean {
  const trail: [number, number][] = []
  let tries = 0
  const undoTo = (length: number) => {
    while (trail.length > length) state.set(...trail.pop()!)
  }
  const take = (at: number, how: number): boolean => {
    tries++
    if (tries > MAX_TRIES || !state.fits(at, how)) return false
    const mark = trail.length
    trail.push([at, state.chosen[at]!])
    state.set(at, how)
    for (const group of problem.groups.ownedBy[at] ?? []) {
      if (state.members[group]! > 0 || takeOne(group)) continue
      undoTo(mark)
      return false
    }
    return true
  }
  const takeOne = (group: number) => takeMember(problem, group, { worth, take })
  return take(candidate, option)
}

/** Tries to take a member of a group: the one with the best callable option, then the others by worth, then by id. */
export function takeMember(
  problem: PackingProblem,
  group: number,
  { worth, take }: Picking & { take: (member: number, option: number) => boolean },
): boolean {
  let best = NONE
  let how = NONE
  for (const member of problem.groups.members[group]!) {
    const option = bestCallable(problem, member, worth)
    if (option === NONE || (how !== NONE && worth(option) <= worth(how))) continue
    best = member
    how = option
  }
  if (best === NONE) return false
  if (take(best, how)) return true
  // Rarely needed, so that most groups are never sorted.
  return problem.groups.members[group]!.filter((member) => member !== best)
    .map((member) => ({ member, option: bestCallable(problem, member, worth) }))
    .filter(({ option }) => option !== NONE)
    .sort((a, b) => worth(b.option) - worth(a.option) || a.member - b.member)
    .some(({ member, option }) => take(member, option))
}

function bestCallable({ start, callable }: PackingProblem, at: number, worth: Picking['worth']): number {
  let best = NONE
  for (let option = start[at]!; option < start[at + 1]!; option++) {
    if (callable[option] === 1 && (best === NONE || worth(option) > worth(best))) best = option
  }
  return best
}
