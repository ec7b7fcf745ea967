import { createSessionState, type SessionState } from '../../session/SessionState.js'

/** Limits of a list, as of `crib.select`. */
export interface DeskLimits {
  maxTokens?: number | undefined
  maxTools?: number | undefined
}

/** What one model has in front of it. */
export interface DeskSession {
  state: SessionState
  /** Ids of the tools that searches found since its last list for a task: they stand in the next one. */
  found: readonly string[]
  /** Whether the desk's own tools stand at the head of its lists. */
  hasOwn: boolean
  /** Those of its last list: what a search finds joins within them. */
  limits: DeskLimits
}

/** Sessions that are kept beside the one without a key. */
const MAX_SESSIONS = 1_000

interface Kept {
  session: DeskSession
  /** Turns of one session run one after another, or two at once would each forget what the other handed out. */
  turns: Promise<unknown>
}

/** Sessions by key; where there are too many, the longest unused goes. */
export class SessionShelf {
  readonly #limits: DeskLimits
  readonly #kept = new Map<string, Kept>()
  #keyless: Kept
  #last: string | undefined

  /** `limits` are those of a session that has listed nothing yet. */
  constructor(limits: DeskLimits) {
    this.#limits = limits
    this.#keyless = this.#fresh()
  }

  /** Key of the session that was listed last. */
  get last(): string | undefined {
    return this.#last
  }

  /** A list was made in the session of that key. */
  noteList(key: string | undefined): void {
    this.#last = key
  }

  /** Runs `work` on the session of that key once its earlier turns are over. `work` may change the session. */
  inTurn<Result>(key: string | undefined, work: (session: DeskSession) => Promise<Result>): Promise<Result> {
    const kept = key === undefined ? this.#keyless : this.#used(key)
    const run = kept.turns.then(() => work(kept.session))
    kept.turns = run.catch(() => {})
    return run
  }

  /** Forgets all. */
  clear(): void {
    this.#kept.clear()
    this.#last = undefined
    this.#keyless = this.#fresh()
  }

  #used(key: string): Kept {
    const kept = this.#kept.get(key) ?? this.#fresh()
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    if (this.#kept.size > MAX_SESSIONS) this.#kept.delete(this.#kept.keys().next().value!)
    return kept
  }

  #fresh(): Kept {
    return {
      session: { state: createSessionState(), found: [], hasOwn: false, limits: this.#limits },
      turns: Promise.resolve(),
    }
  }
}
