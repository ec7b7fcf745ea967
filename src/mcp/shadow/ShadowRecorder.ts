import { CribError } from '../../errors.js'
import { SHADOW_FORMAT, type ShadowTurn } from '../../eval/shadow/ShadowTurn.js'
import { sha256 } from '../../hash.js'
import type { Task } from '../../rank/Task.js'
import { settledWithin } from '../servers/settledWithin.js'
import type { ShadowOptions } from './ShadowOptions.js'
import { type SaidTask, saidIn } from './saidIn.js'

/** A list that would have been handed out. */
export interface ShadowChoice {
  /** Ids of its tools. */
  ids: readonly string[]
  /** Whether `search_tools` stands in it. */
  search: boolean
  tokens: { before: number; after: number }
}

/** Makes the list for a task, as it would have been handed out. May reject. */
export type Choose = () => Promise<ShadowChoice>

/** A list for a task that was asked for. */
export interface ShadowListing {
  task: Task
  session: string | undefined
  choose: Choose
}

/** A call that begins. */
export interface ShadowCalling {
  name: string
  /** Key of its session. Default: the one that was listed last. */
  session: string | undefined
  /** What the user wants, where the call says so. */
  task: string | undefined
  /** Makes the list for that task. */
  choose: (task: string) => Promise<ShadowChoice>
}

type Chosen = ShadowChoice | { error: string }

interface OpenTurn {
  key: string | undefined
  said: SaidTask | null
  lists: number
  /** All lists of the turn, in order. */
  chosen: Promise<Chosen>[]
  calls: { name: string; ok: boolean; chosen: Promise<Chosen> | undefined }[]
}

/** Sessions with an open turn, and calls of one turn: then a new one begins. */
const MAX_OPEN = 1_000
const MAX_CALLS = 200
/** Milliseconds that a host that closes waits for lists that are still being chosen. */
const MAX_CLOSING_MS = 10_000

/**
 * Follows what is listed and called, and logs a line for each turn. A turn ends with a list for another task in its session, or
 * with `close`. Nothing here throws or makes anybody wait: lists are chosen behind the host's back, one event loop later.
 */
export class ShadowRecorder {
  readonly #options: ShadowOptions
  readonly #idOf: (name: string) => string | undefined
  readonly #open = new Map<string | undefined, OpenTurn>()
  readonly #ending = new Set<Promise<void>>()
  /** Gives up lists that are being chosen. */
  readonly #giveUp = new Set<() => void>()
  #last: string | undefined

  /** `idOf` gives the id of the tool that is called by a name. */
  constructor(options: ShadowOptions, idOf: (name: string) => string | undefined) {
    this.#options = options
    this.#idOf = idOf
  }

  /** A list for a task was handed out. */
  listed({ task, session, choose }: ShadowListing): void {
    const said = saidIn(task)
    this.#last = session
    const turn = this.#turn(session, said)
    turn.lists += 1
    turn.chosen.push(this.#later(choose))
  }

  /** A call begins; what is given back is told whether it went well. */
  calling({ name, session, task, choose }: ShadowCalling): (ok: boolean) => void {
    const key = session ?? this.#last
    const open = this.#open.get(key)
    const isNew = task !== undefined && open?.said?.text !== task
    const turn = isNew ? this.#turn(key, { text: task, history: [] }) : (open ?? this.#turn(key, null))
    if (isNew) turn.chosen.push(this.#later(() => choose(task)))
    const call = { name, ok: false, chosen: turn.chosen.at(-1) }
    turn.calls.push(call)
    if (turn.calls.length >= MAX_CALLS) this.#end(turn)
    return (ok) => {
      call.ok = ok
    }
  }

  /** Ends every turn and logs it; lists that are not chosen within 10 s are given up. Resolves to whether none was. */
  async close(): Promise<boolean> {
    for (const turn of [...this.#open.values()]) this.#end(turn)
    const all = Promise.all(this.#ending)
    if ((await settledWithin(all, { ms: MAX_CLOSING_MS, signals: [] })) !== undefined) return true
    for (const giveUp of this.#giveUp) giveUp()
    await all
    return false
  }

  #turn(key: string | undefined, said: SaidTask | null): OpenTurn {
    const open = this.#open.get(key)
    // An agent lists in each step of its loop, with more messages of its own and of tools.
    if (open !== undefined && said !== null && open.said?.text === said.text) return open
    if (open !== undefined) this.#end(open)
    if (this.#open.size >= MAX_OPEN) this.#end(this.#open.values().next().value!)
    const turn: OpenTurn = { key, said, lists: 0, chosen: [], calls: [] }
    this.#open.set(key, turn)
    return turn
  }

  #end(turn: OpenTurn): void {
    this.#open.delete(turn.key)
    const ending = this.#lineOf(turn)
      .then((line) => this.#options.log(line))
      .catch(() => {})
      .finally(() => this.#ending.delete(ending))
    this.#ending.add(ending)
  }

  async #lineOf({ key, said, lists, chosen, calls }: OpenTurn): Promise<ShadowTurn> {
    const at = new Date().toISOString()
    const all = await Promise.all(chosen)
    const made = all.filter((one) => 'ids' in one)
    const last = all.at(-1)
    const called = calls.map(async ({ name, ok, chosen: list }) => {
      const then = await list
      const id = this.#idOf(name) ?? name
      return { id, ok, chosen: then !== undefined && 'ids' in then ? then.ids.includes(id) : null }
    })
    const { logTasks = true } = this.#options
    const sum = (of: 'before' | 'after') => made.reduce((total, { tokens }) => total + tokens[of], 0)
    return {
      format: SHADOW_FORMAT,
      at,
      session: key === undefined ? null : sha256(key).slice(0, 16),
      task: logTasks ? (said?.text ?? null) : null,
      taskHash: said === null ? null : sha256(said.text),
      history: logTasks ? (said?.history ?? []) : [],
      lists,
      chosen: last !== undefined && 'ids' in last ? [...last.ids] : null,
      search: last !== undefined && 'ids' in last && last.search,
      tokens: made.length === 0 ? null : { before: sum('before'), after: sum('after') },
      called: await Promise.all(called),
      error: all.flatMap((one) => ('error' in one ? [one.error] : []))[0] ?? null,
    }
  }

  /** After the event loop has served the host. */
  async #later(choose: Choose): Promise<Chosen> {
    await new Promise((resolve) => setImmediate(resolve))
    let giveUp = () => {}
    const late = new Promise<Chosen>((resolve) => {
      giveUp = () => resolve({ error: 'aborted' })
    })
    this.#giveUp.add(giveUp)
    try {
      return await Promise.race([choose(), late])
    } catch (error) {
      return { error: CribError.is(error) ? error.code : 'unexpected' }
    } finally {
      this.#giveUp.delete(giveUp)
    }
  }
}
