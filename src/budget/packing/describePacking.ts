import type { LeftCandidate, LeveledCandidate, LeveledPacking, PackLimits } from '../LeveledPacking.js'
import { NONE, type PackingProblem, TIE } from './PackingProblem.js'
import type { Solution } from './solveProblem.js'

/** What a packing says of itself. */
export function describePacking(
  { problem, sorted }: { problem: PackingProblem; sorted: readonly LeveledCandidate[] },
  limits: PackLimits,
  { state, bound, exact }: Solution,
): LeveledPacking {
  const chosen: { id: string; option: LeveledPacking['chosen'][number]['option'] }[] = []
  const taken = new Set<string>()
  const covered = new Set<number>()
  let value = 0
  for (let at = 0; at < sorted.length; at++) {
    const index = state.chosen[at]!
    if (index === NONE) continue
    const { id, usefulness, intents } = sorted[at]!
    const option = problem.options[index]!
    chosen.push({ id, option })
    value += usefulness * option.value
    if (!option.callable) continue
    taken.add(id)
    for (const intent of intents) covered.add(intent)
  }
  const tokens = chosen.length === 0 ? 0 : state.tokens + (limits.overhead ?? 0)
  const uncovered = new Set<number>()
  for (const { intents } of sorted)
    for (const intent of intents) if (!covered.has(intent)) uncovered.add(intent)
  const pins = sorted.filter(({ pinned, needs }) => pinned && needs.length > 0)
  return {
    chosen,
    tokens,
    value,
    bound: exact ? value : Math.max(value, bound + TIE),
    exact,
    uncovered: [...uncovered].sort((a, b) => a - b),
    unmet: pins.flatMap(({ id, needs }) =>
      missing(id, needs, taken).map((group) => ({ id, needs: [...group] })),
    ),
    left: leftOf({ problem, sorted, limits }, { chosen: state.chosen, taken, tokens }),
  }
}

function missing(id: string, needs: LeveledCandidate['needs'], taken: ReadonlySet<string>) {
  return needs.filter((group) => !group.includes(id) && !group.some((need) => taken.has(need)))
}

function anyWithin(options: LeveledCandidate['options'], tokens: number): boolean {
  for (const option of options) if (option.tokens <= tokens) return true
  return false
}

interface Given {
  problem: PackingProblem
  sorted: readonly LeveledCandidate[]
  limits: PackLimits
}

interface Taken {
  chosen: Int32Array
  /** Ids of tools that are taken callable. */
  taken: ReadonlySet<string>
  tokens: number
}

function leftOf({ problem, sorted, limits }: Given, { chosen, taken, tokens }: Taken): LeftCandidate[] {
  const { maxTokens = Number.POSITIVE_INFINITY, maxTools = Number.POSITIVE_INFINITY, overhead = 0 } = limits
  const { maxPerServer = Number.POSITIVE_INFINITY } = limits
  const ofServer = new Int32Array(problem.perServer.length)
  let tools = 0
  for (const [at, option] of chosen.entries()) {
    if (option === NONE) continue
    tools++
    ofServer[problem.server[at]!]!++
  }
  const rest = maxTokens - (tools === 0 ? overhead : tokens)
  const why = (at: number): LeftCandidate => {
    const { id, options, needs } = sorted[at]!
    const unmet = needs.length === 0 ? undefined : missing(id, needs, taken)[0]
    if (problem.blocked[at] === 1 && unmet !== undefined)
      return { id, why: 'prerequisite', needs: [...unmet] }
    if (!anyWithin(options, maxTokens - overhead)) return { id, why: 'max-tokens' }
    if (tools + 1 > maxTools) return { id, why: 'max-tools' }
    if (ofServer[problem.server[at]!]! + 1 > maxPerServer) return { id, why: 'max-share' }
    if (!anyWithin(options, rest)) return { id, why: 'max-tokens' }
    if (unmet !== undefined) return { id, why: 'prerequisite', needs: [...unmet] }
    return { id, why: 'low-confidence' }
  }
  const left: LeftCandidate[] = []
  for (let at = 0; at < sorted.length; at++) if (chosen[at] === NONE) left.push(why(at))
  return left
}
