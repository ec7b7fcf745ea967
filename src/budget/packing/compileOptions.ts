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
  for (let at = 0; at < sorted.length; at++) {
    const candidate = sorted[at]!
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
  for (const option of options) {
    if (option.tokens > rules.most) continue
    // An insertion sort: there are rarely more than four.
    let at = kept.length
    for (; at > from && cheaperFirst(option, kept[at - 1]!) < 0; at--) kept[at] = kept[at - 1]!
    kept[at] = option
  }
  let end = from
  for (let at = from; at < kept.length; at++) {
    const option = kept[at]!
    let beaten = false
    for (let other = from; other < end && !beaten; other++) beaten = beats(kept[other]!, option, rules)
    if (!beaten) kept[end++] = option
  }
  kept.length = end
}

/** Whether an option that costs no more is as good in all other respects. */
function beats(cheaper: LevelOption, option: LevelOption, { callableMatters, valuable }: KeptRules): boolean {
  return (
    (!valuable || cheaper.value >= option.value) && (!callableMatters || cheaper.callable || !option.callable)
  )
}

function cheaperFirst(a: LevelOption, b: LevelOption): number {
  return (
    a.tokens - b.tokens ||
    b.value - a.value ||
    Number(b.callable) - Number(a.callable) ||
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)
  )
}
