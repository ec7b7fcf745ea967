import type { Handed } from '../contenders/Contender.js'

/** Limits of a selection. */
export interface PackOptions {
  /** Most tokens of the serialised list. */
  maxTokens: number
  /** Most tools. */
  maxTools: number
}

/**
 * Packs a ranking greedily: best first, a tool that does not fit is passed over. Two brackets and a comma a tool are
 * counted as one token each, which is never too few.
 */
export function packWithin(
  ranked: readonly string[],
  costs: ReadonlyMap<string, number>,
  { maxTokens, maxTools }: PackOptions,
): Required<Handed> {
  const ids: string[] = []
  let tokens = 2
  for (const id of ranked) {
    if (ids.length >= maxTools) break
    const cost = (costs.get(id) ?? 0) + 1
    if (tokens + cost > maxTokens) continue
    ids.push(id)
    tokens += cost
  }
  return { ids, tokens }
}
