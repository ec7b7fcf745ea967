import { CribError } from '../errors.js'
import { findVictims, HYSTERESIS, type Hysteresis } from './findVictims.js'
import { type SessionLimits, SessionList } from './SessionList.js'
import type { SessionEntry, SessionState } from './SessionState.js'
import type { LeaveReason, SessionBreak, SessionStep, Wanted } from './SessionStep.js'

/** One turn of a session. */
export interface SessionTurn {
  /** What the turn asks for, as the caller keys it: the same key again asks for nothing new. Empty: never the same. */
  asked: string
  /** What this turn would hand out, the pinned ones included, best first. */
  wanted: readonly Wanted[]
  /** The hash of a tool as the catalog has it now; undefined where it is gone. */
  hashOf: (id: string) => string | undefined
  limits: SessionLimits
  /** Tokens of the definitions as one list, in this order, as limits are checked on them; not asked for none. */
  tokensOf: (list: readonly string[]) => number
  /** Tokens of a list that holds none of the session's: of what stands in every list beside them. Default 0. */
  emptyTokens?: number
  /** Default `HYSTERESIS`. */
  hysteresis?: Hysteresis
}

/**
 * The list of the next turn: what stood there stays in place, byte for byte, and what is wanted anew is put behind it. An
 * entry leaves only where its tool is gone or changed, or where a limit forces it: then the least worthy goes (`worthOf`),
 * and only for something worth clearly more. A pinned tool stays; where the pinned ones exceed the tokens as they stand
 * there, they are put behind anew as they are wanted. Limits are never exceeded; pinned tools that alone exceed one as they
 * are wanted throw `pins-over-budget`.
 */
export function advanceSession(before: SessionState, turn: SessionTurn): SessionStep {
  const list = new SessionList(turn.tokensOf, turn.limits, turn.emptyTokens ?? 0)
  const work = new Work(before, turn, list)
  work.dropStale()
  if (turn.asked === '' || turn.asked !== before.asked || work.left.size > 0) work.takeWanted()
  else work.repeat()
  return work.finish()
}

/** A list on its way from one turn to the next. */
class Work {
  readonly left = new Map<string, LeaveReason>()
  readonly #before: SessionState
  readonly #turn: SessionTurn
  readonly #list: SessionList
  readonly #number: number
  #entries: SessionEntry[]
  #refused: SessionStep['refused'] = []

  constructor(before: SessionState, turn: SessionTurn, list: SessionList) {
    this.#before = before
    this.#turn = turn
    this.#list = list
    this.#entries = [...before.entries]
    this.#number = before.turn + 1
  }

  dropStale(): void {
    for (const { id, hash } of this.#before.entries) {
      const now = this.#turn.hashOf(id)
      if (now === undefined) this.left.set(id, 'removed')
      else if (now !== hash) this.left.set(id, 'changed')
    }
    this.#entries = this.#entries.filter(({ id }) => !this.left.has(id))
  }

  /** Asked for the same: nothing new comes, but a lower limit still holds. */
  repeat(): void {
    this.#entries = this.#entries.map((entry) =>
      entry.lastWanted === this.#before.turn ? { ...entry, lastWanted: this.#number } : entry,
    )
    this.#shrink()
  }

  takeWanted(): void {
    const wanted = new Map(this.#turn.wanted.map((one) => [one.id, one]))
    this.#shortenPins(wanted)
    this.#entries = this.#entries.map((entry) => {
      const { usefulness, pinned } = wanted.get(entry.id) ?? { usefulness: undefined, pinned: false }
      return usefulness === undefined
        ? { ...entry, pinned }
        : { ...entry, pinned, usefulness, lastWanted: this.#number }
    })
    this.#shrink()
    const pinnedFirst = [...wanted.values()].sort((a, b) => Number(b.pinned) - Number(a.pinned))
    for (const one of pinnedFirst) if (!this.#has(one.id)) this.#append(one)
  }

  /** Pinned tools that stand there at more length than there is room for make way for what they are wanted as now. */
  #shortenPins(wanted: ReadonlyMap<string, Wanted>): void {
    const held = this.#entries.filter(({ id }) => wanted.get(id)?.pinned)
    const fresh = [...wanted.values()].filter(({ id, pinned }) => pinned && !this.#has(id))
    if (this.#list.exceeded([...held, ...fresh]) !== 'max-tokens') return
    for (const { id, json } of held) if (wanted.get(id)!.json !== json) this.left.set(id, 'max-tokens')
    this.#entries = this.#entries.filter(({ id }) => !this.left.has(id))
  }

  finish(): SessionStep {
    const { entries: old } = this.#before
    const entries = this.#entries
    const ids = new Set(old.map(({ id }) => id))
    const tokens = this.#list.tokens(entries)
    return {
      state: { version: 1, turn: this.#number, asked: this.#turn.asked, entries },
      tokens,
      kept: entries.filter(({ id }) => ids.has(id) && !this.left.has(id)).map(({ id }) => id),
      appended: entries.filter(({ id }) => !ids.has(id) || this.left.has(id)).map(({ id }) => id),
      left: [...this.left].map(([id, why]) => ({ id, why })),
      refused: this.#refused,
      break: this.#breakOf(tokens),
    }
  }

  #has(id: string): boolean {
    return this.#entries.some((entry) => entry.id === id)
  }

  #append(one: Wanted): void {
    const { id, hash, wireName, level, json, usefulness, pinned } = one
    const turn = this.#number
    const entry = { id, hash, wireName, level, json, usefulness, lastWanted: turn, since: turn, pinned }
    const why = this.#list.exceeded([...this.#entries, entry])
    if (why !== undefined && !this.#makeRoom([entry], pinned ? Number.POSITIVE_INFINITY : usefulness)) {
      if (pinned) throw pinsOverBudget(this.#turn.limits)
      this.#refused.push({ id, why })
      return
    }
    this.#entries.push(entry)
  }

  #shrink(): void {
    if (this.#list.exceeded(this.#entries) === undefined) return
    if (!this.#makeRoom([], Number.POSITIVE_INFINITY)) throw pinsOverBudget(this.#turn.limits)
  }

  #makeRoom(joining: readonly SessionEntry[], worth: number): boolean {
    const remaining = (without: ReadonlySet<SessionEntry>) => [
      ...this.#entries.filter((entry) => !without.has(entry)),
      ...joining,
    ]
    const victims = findVictims(this.#entries, {
      turn: this.#number,
      worth,
      hysteresis: this.#turn.hysteresis ?? HYSTERESIS,
      isEnough: (without) => this.#list.exceeded(remaining(without)) === undefined,
    })
    if (victims === undefined) return false
    const why = this.#list.exceeded([...this.#entries, ...joining])!
    for (const { id, since } of victims) {
      // What joined in this very turn was never in front of the model.
      if (since === this.#number) this.#refused.push({ id, why })
      else this.left.set(id, why)
    }
    this.#entries = this.#entries.filter((entry) => !victims.has(entry))
    return true
  }

  #breakOf(tokens: number): SessionBreak | null {
    const { entries: old } = this.#before
    const at = old.findIndex((entry, index) => this.#entries[index]?.json !== entry.json)
    if (at < 0) return null
    const keptTokens = this.#list.tokens(old.slice(0, at))
    const why = this.left.get(old[at]!.id)!
    return { at, keptTokens, rewrittenTokens: Math.max(0, tokens - keptTokens), why }
  }
}

function pinsOverBudget({ maxTokens, maxTools }: SessionLimits): CribError {
  return new CribError(
    'pins-over-budget',
    `The pinned tools of the session do not fit ${maxTokens ?? 'any number of'} tokens and ${maxTools ?? 'any number of'} tools, even alone. Pin fewer or raise the limit.`,
    { details: { maxTokens: maxTokens ?? null, maxTools: maxTools ?? null } },
  )
}
