import { createListMeter } from '../tokens/createListMeter.js'
import type { ItemCost } from '../tokens/listCost.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import type { LeftReason } from './LeftReason.js'
import { limitOf } from './limitOf.js'
import { pinsOverBudget } from './pinsOverBudget.js'
import { ServerCounts } from './serverLimit.js'

/** One tool that may be handed out. */
export interface Candidate extends ItemCost {
  /** Under which the final list is sorted. */
  wireName: string
  /** Pinned candidates are always taken and count against both limits. */
  pinned: boolean
  /** Key of its server; candidates without one count as those of one server. */
  server?: string | undefined
}

/** Limits of a selection; undefined means none. */
export interface Limits {
  /** Most tokens of the serialised list, 0 or more. Without any tool no list is sent, which counts 0. */
  maxTokens?: number | undefined
  /** Most tools, 0 or more. */
  maxTools?: number | undefined
  /** Most tools of one server, 0 or more; pinned ones count, and are taken over it too. */
  maxPerServer?: number | undefined
}

/** What was chosen and what was not. */
export interface Packing<T extends Candidate> {
  /** In the order of the list as sent: by wire name. */
  chosen: readonly T[]
  /** In the order of the candidates. */
  left: { candidate: T; why: LeftReason }[]
  /** Tokens of the chosen tools as one list; 0 when none was chosen. */
  tokens: number
}

/**
 * Takes the pinned candidates, then the others in the order given as long as they fit; one that does not fit is left
 * and later ones are still tried. The result never exceeds a limit on tokens or tools. Throws `pins-over-budget` when the
 * pinned ones do, and `option-invalid` for a limit that is no number from 0.
 */
export function pack<T extends Candidate>(
  candidates: readonly T[],
  limits: Limits,
  counter: TokenCounter,
): Packing<T> {
  const maxTokens = limitOf('maxTokens', limits)
  const maxTools = limitOf('maxTools', limits)
  const servers = new ServerCounts(limitOf('maxPerServer', limits))
  const meter = createListMeter<T>(counter, (a, b) => (a.wireName < b.wireName ? -1 : 1))
  const take = (candidate: T) => {
    meter.push(candidate)
    servers.add(candidate.server)
  }
  for (const candidate of candidates) if (candidate.pinned) take(candidate)
  const pinned = meter.items.length
  if (pinned > maxTools || (pinned > 0 && meter.total > maxTokens)) {
    const names = meter.items.map(({ wireName }) => wireName)
    throw pinsOverBudget({ names, tokens: meter.total }, limits)
  }
  const left: Packing<T>['left'] = []
  for (const candidate of candidates) {
    if (candidate.pinned) continue
    if (meter.items.length >= maxTools) left.push({ candidate, why: 'max-tools' })
    else if (servers.isFull(candidate.server)) left.push({ candidate, why: 'max-share' })
    else if (meter.tokensWith(candidate) > maxTokens) left.push({ candidate, why: 'max-tokens' })
    else take(candidate)
  }
  return { chosen: meter.items, left, tokens: meter.items.length === 0 ? 0 : meter.total }
}
