import type { LeveledCandidate, LevelOption, PackLimits } from '../../src/budget/LeveledPacking.js'

/** What a packing is worth, most important first. */
export interface Worth {
  /** Groups of needs of pinned tools that are met. */
  met: number
  covered: number
  value: number
  /** Without the overhead of the list. */
  tokens: number
}

export type Choice = ReadonlyMap<string, LevelOption>

const callable = (choice: Choice, id: string) => choice.get(id)?.callable === true

/** What a choice is worth, or undefined where it breaks a rule. Written from the documentation, not from the code. */
export function judge(
  candidates: readonly LeveledCandidate[],
  limits: PackLimits,
  choice: Choice,
): Worth | undefined {
  const taken = candidates.filter(({ id }) => choice.has(id))
  if (candidates.some(({ id, pinned }) => pinned && !choice.has(id))) return undefined
  const items = taken.reduce((sum, { id }) => sum + choice.get(id)!.tokens, 0)
  const tokens = taken.length === 0 ? 0 : items + (limits.overhead ?? 0)
  if (tokens > (limits.maxTokens ?? Number.POSITIVE_INFINITY)) return undefined
  if (taken.length > (limits.maxTools ?? Number.POSITIVE_INFINITY)) return undefined
  for (const { server, pinned } of taken) {
    if (pinned) continue
    const count = taken.filter((other) => other.server === server).length
    if (count > (limits.maxPerServer ?? Number.POSITIVE_INFINITY)) return undefined
  }
  const meets = ({ id, needs }: LeveledCandidate) =>
    needs.map((group) => group.includes(id) || group.some((need) => callable(choice, need)))
  if (taken.some((one) => !one.pinned && meets(one).includes(false))) return undefined
  const met = taken
    .filter(({ pinned }) => pinned)
    .flatMap(meets)
    .filter(Boolean).length
  const covered = new Set(taken.flatMap(({ id, intents }) => (callable(choice, id) ? intents : []))).size
  const value = taken.reduce((sum, { id, usefulness }) => sum + usefulness * choice.get(id)!.value, 0)
  return { met, covered, value, tokens: items }
}

/** Below 0 where `a` is the better one. Values that differ by less than `TIE` are equal. */
export function compareWorth(a: Worth, b: Worth): number {
  const byValue = Math.abs(a.value - b.value) < 1e-7 ? 0 : b.value - a.value
  return b.met - a.met || b.covered - a.covered || byValue || a.tokens - b.tokens
}

/** The best of all choices, by trying every one; undefined where the pinned tools do not fit. */
export function bruteForce(candidates: readonly LeveledCandidate[], limits: PackLimits): Worth | undefined {
  let best: Worth | undefined
  const choice = new Map<string, LevelOption>()
  const visit = (at: number, tokens: number) => {
    if (tokens > (limits.maxTokens ?? Number.POSITIVE_INFINITY)) return
    if (at === candidates.length) {
      const worth = judge(candidates, limits, choice)
      if (worth !== undefined && (best === undefined || compareWorth(worth, best) < 0)) best = worth
      return
    }
    const { id, options, pinned } = candidates[at]!
    if (!pinned) visit(at + 1, tokens)
    for (const option of options) {
      choice.set(id, option)
      visit(at + 1, tokens + option.tokens)
    }
    choice.delete(id)
  }
  visit(0, 0)
  return best
}

/**
 * The highest value by dynamic programming over tokens, tools and covered groups, for candidates that are not pinned, of
 * one server. Which of the tools with needs are taken is tried in all ways; then their needs are groups to cover like
 * intents. For few intents and few tools with needs.
 */
export function dynamicProgram(
  candidates: readonly LeveledCandidate[],
  { maxTokens, maxTools }: { maxTokens: number; maxTools: number },
): { covered: number; value: number } {
  const needy = candidates.filter(({ needs }) => needs.length > 0)
  const intents = [...new Set(candidates.flatMap((one) => one.intents))]
  let best = { covered: -1, value: 0 }
  for (let set = 0; set < 2 ** needy.length; set++) {
    const taken = new Set(needy.filter((_, at) => set & (1 << at)).map(({ id }) => id))
    const free = candidates.filter(({ id, needs }) => needs.length === 0 || taken.has(id))
    const groups = needy.filter(({ id }) => taken.has(id)).flatMap(({ needs }) => needs)
    const values = table(free, { groups, intents, taken, maxTokens, maxTools })
    for (const [mask, value] of values.entries()) {
      if (value === Number.NEGATIVE_INFINITY || (mask & (2 ** groups.length - 1)) !== 2 ** groups.length - 1)
        continue
      const covered = (mask >> groups.length).toString(2).replaceAll('0', '').length
      if (covered > best.covered || (covered === best.covered && value > best.value))
        best = { covered, value }
    }
  }
  return best
}

/** Highest value by mask of what is covered: the groups in the low bits, the intents above. */
function table(
  candidates: readonly LeveledCandidate[],
  setting: {
    groups: readonly (readonly string[])[]
    intents: readonly number[]
    taken: ReadonlySet<string>
    maxTokens: number
    maxTools: number
  },
): Float64Array {
  const { groups, intents, taken, maxTokens, maxTools } = setting
  const masks = 2 ** (groups.length + intents.length)
  const width = (maxTokens + 1) * masks
  let current = new Float64Array((maxTools + 1) * width).fill(Number.NEGATIVE_INFINITY)
  current.fill(Number.NEGATIVE_INFINITY)
  current[0] = 0
  for (const { id, options, usefulness, intents: served } of candidates) {
    const next = taken.has(id)
      ? new Float64Array(current.length).fill(Number.NEGATIVE_INFINITY)
      : current.slice()
    for (const { tokens, value, callable: able } of options) {
      let bits = 0
      for (const [at, group] of groups.entries()) if (able && group.includes(id)) bits |= 1 << at
      for (const [at, intent] of intents.entries())
        if (able && served.includes(intent)) bits |= 1 << (groups.length + at)
      const gain = usefulness * value
      for (let tools = 0; tools < maxTools; tools++)
        for (let used = 0; used + tokens <= maxTokens; used++)
          for (let mask = 0; mask < masks; mask++) {
            const from = current[tools * width + used * masks + mask]!
            if (from === Number.NEGATIVE_INFINITY) continue
            const to = (tools + 1) * width + (used + tokens) * masks + (mask | bits)
            if (from + gain > next[to]!) next[to] = from + gain
          }
    }
    current = next
  }
  const best = new Float64Array(masks).fill(Number.NEGATIVE_INFINITY)
  for (const [at, value] of current.entries()) if (value > best[at % masks]!) best[at % masks] = value
  return best
}
