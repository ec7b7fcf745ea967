import { LEVELS } from '../../tool/Level.js'
import type { LeveledCandidate, LevelOption } from '../LeveledPacking.js'
import type { Room } from './dropUnmeetable.js'
import { type PackingProblem, TIE } from './PackingProblem.js'

/** What decides which options are kept. */
export interface OptionRules {
  /** 1 for each candidate that may be taken. */
  taken: Uint8Array
  room: Room
  /** Tokens for tools. */
  budget: number
  /** Whether it makes a difference that an option is callable. */
  callableMatters: boolean
}

/**
 * The options of all candidates as runs of flat arrays, cheapest first: without those that do not fit beside the pinned
 * tools, and those that another of the same tool beats in all respects.
 */
export function compileOptions(
  sorted: readonly LeveledCandidate[],
  rules: OptionRules,
): Pick<PackingProblem, 'start' | 'options' | 'tokens' | 'profit' | 'callable' | 'budget'> {
  const start = new Int32Array(sorted.length + 1)
  const options: LevelOption[] = []
  for (const [at, candidate] of sorted.entries()) {
    if (rules.taken[at] === 1) keepBest(options, candidate, keptRules(candidate, rules))
    start[at + 1] = options.length
  }
  const tokens = new Float64Array(options.length)
  const profit = new Float64Array(options.length)
  const callable = new Uint8Array(options.length)
  let all = 0
  for (const option of options) all += option.tokens
  const budget = Math.max(0, Math.min(rules.budget, all))
  const trifle = TIE / Math.max(1, budget)
  for (let at = 0, option = 0; at < sorted.length; at++) {
    const { usefulness } = sorted[at]!
    for (; option < start[at + 1]!; option++) {
      const { tokens: cost, value, callable: able } = options[option]!
      tokens[option] = cost
      profit[option] = usefulness * value - trifle * cost
      callable[option] = able ? 1 : 0
    }
  }
  return { start, options, tokens, profit, callable, budget }
}

interface KeptRules {
  most: number
  callableMatters: boolean
  valuable: boolean
}

function keptRules({ pinned, usefulness, options }: LeveledCandidate, rules: OptionRules): KeptRules {
  const { spare } = rules.room
  let least = 0
  if (pinned) {
    least = Number.POSITIVE_INFINITY
    for (const { tokens } of options) least = Math.min(least, tokens)
  }
  return { most: spare + least, callableMatters: rules.callableMatters, valuable: usefulness > 0 }
}

/** Appends the options of a candidate that are worth keeping, by tokens. */
function keepBest(kept: LevelOption[], { options }: LeveledCandidate, rules: KeptRules): void {
  const from = kept.length
  const able = ({ callable }: LevelOption) => callable || !rules.callableMatters
  const worth = ({ value }: LevelOption) => (rules.valuable ? value : 0)
  for (const option of [...options].sort(cheaperFirst)) {
    if (option.tokens > rules.most) break
    let beaten = false
    for (let at = from; at < kept.length && !beaten; at++)
      beaten = worth(kept[at]!) >= worth(option) && (able(kept[at]!) || !able(option))
    if (!beaten) kept.push(option)
  }
}

function cheaperFirst(a: LevelOption, b: LevelOption): number {
  return (
    a.tokens - b.tokens ||
    b.value - a.value ||
    Number(b.callable) - Number(a.callable) ||
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)
  )
}
