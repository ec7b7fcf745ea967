import { CribError } from '../../errors.js'
import type { LeveledCandidate, LevelOption, PackLimits } from '../LeveledPacking.js'
import { limitOf } from '../limitOf.js'
import { pinsOverBudget } from '../pinsOverBudget.js'
import { checkCandidates } from './checkCandidates.js'
import { type Availability, compileGroups, positionsOfNeeds } from './compileGroups.js'
import { compileOptions } from './compileOptions.js'
import { dropUnmeetable, type Room } from './dropUnmeetable.js'
import type { PackingProblem } from './PackingProblem.js'

/** A problem, and what was given. */
export interface Compiled {
  problem: PackingProblem
  /** By id. */
  sorted: readonly LeveledCandidate[]
}

/** Checks and compiles. Throws `option-invalid` and `pins-over-budget`. */
export function compileProblem(candidates: readonly LeveledCandidate[], limits: PackLimits): Compiled {
  const budget = Math.floor(limitOf('maxTokens', limits)) - overheadOf(limits)
  const maxTools = limitOf('maxTools', limits)
  const maxPerServer = limitOf('maxPerServer', limits)
  const sorted = checkCandidates(candidates)
  const room = roomBesidePins(sorted, { budget, maxTools }, limits)
  const { server, perServer } = serversOf(sorted, maxPerServer)
  const available = availableOf(sorted, room, { server, perServer })
  const needs = positionsOfNeeds(sorted)
  const blocked = needs === undefined ? new Uint8Array(sorted.length) : dropUnmeetable(needs, available, room)
  const groups = compileGroups(sorted, needs, available)
  const options = compileOptions(sorted, {
    taken: available.taken,
    room,
    budget,
    callableMatters: groups.count > 0,
  })
  const { slots, pinned } = room
  return { sorted, problem: { ...options, pinned, server, perServer, slots, groups, blocked } }
}

function overheadOf(limits: PackLimits): number {
  const { overhead = 0 } = limits
  if (overhead >= 0 && Number.isInteger(overhead)) return overhead
  const message = `The overhead of a list is ${overhead}. Give a whole number of tokens, 0 or more, or leave it out.`
  throw new CribError('option-invalid', message, { details: { option: 'overhead', value: overhead } })
}

const cheapestOf = (options: readonly LevelOption[], callable: boolean): number => {
  let least = Number.POSITIVE_INFINITY
  for (const option of options)
    if (option.tokens < least && (option.callable || !callable)) least = option.tokens
  return least
}

function roomBesidePins(
  sorted: readonly LeveledCandidate[],
  { budget, maxTools }: { budget: number; maxTools: number },
  limits: PackLimits,
): Room {
  const pinned = new Uint8Array(sorted.length)
  const cheapest = new Float64Array(sorted.length)
  const cheapestCallable = new Float64Array(sorted.length)
  const names: string[] = []
  let floor = 0
  for (let at = 0; at < sorted.length; at++) {
    const { id, pinned: isPinned, options } = sorted[at]!
    const least = cheapestOf(options, false)
    cheapest[at] = isPinned ? 0 : least
    cheapestCallable[at] = cheapestOf(options, true) - (isPinned ? least : 0)
    if (!isPinned) continue
    pinned[at] = 1
    names.push(id)
    floor += least
  }
  if (names.length > maxTools || (names.length > 0 && floor > budget))
    throw pinsOverBudget({ names, tokens: floor + overheadOf(limits) }, limits)
  const slots = Math.min(sorted.length - names.length, Math.floor(maxTools - names.length))
  return { spare: budget - floor, slots, pinned, cheapest, cheapestCallable }
}

function serversOf(sorted: readonly LeveledCandidate[], maxPerServer: number) {
  const numbers = new Map<string | undefined, number>()
  const server = new Int32Array(sorted.length)
  for (let at = 0; at < sorted.length; at++) {
    const candidate = sorted[at]!
    const number = numbers.get(candidate.server) ?? numbers.size
    if (number === numbers.size) numbers.set(candidate.server, number)
    server[at] = number
  }
  const perServer = new Float64Array(numbers.size).fill(Math.floor(maxPerServer))
  for (let at = 0; at < sorted.length; at++) {
    if (sorted[at]!.pinned) perServer[server[at]!] = Math.max(0, perServer[server[at]!]! - 1)
  }
  return { server, perServer }
}

function availableOf(
  sorted: readonly LeveledCandidate[],
  { spare, slots, pinned, cheapest, cheapestCallable }: Room,
  { server, perServer }: { server: Int32Array; perServer: Float64Array },
): Availability {
  const taken = new Uint8Array(sorted.length)
  const callable = new Uint8Array(sorted.length)
  for (let at = 0; at < sorted.length; at++) {
    if (pinned[at] === 0 && (slots <= 0 || perServer[server[at]!]! < 1)) continue
    if (cheapest[at]! <= spare) taken[at] = 1
    if (cheapestCallable[at]! <= spare) callable[at] = 1
  }
  return { taken, callable }
}
