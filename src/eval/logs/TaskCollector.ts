import { sha256 } from '../../hash.js'
import type { QueryRow } from '../QueryRow.js'
import type { ToolMatch } from './createToolMatcher.js'
import type { LogCall, LogTurn } from './LogTurn.js'
import { redactText } from './redactText.js'

/** A labelled task from a log: a row of `queries.jsonl`. */
export interface LoggedTask extends QueryRow {
  /** Where it was first seen: `file:line`. */
  source: string
}

/** A name that means no tool, or several. */
export interface UnmatchedName {
  name: string
  /** Calls by it. */
  calls: number
  why: 'unknown' | 'ambiguous'
  /** The tools that it may mean, by id. */
  candidates: string[]
}

/** What was made of a log. */
export interface CollectedTasks {
  tasks: LoggedTask[]
  /** Calls that a text is known for, each once, and those that failed among them. */
  calls: number
  failedCalls: number
  /** Calls for which the log has no text. */
  callsWithoutText: number
  /** Requests that are no task: no tool was called; every call failed; none of the names is known. */
  skipped: { noCall: number; onlyFailed: number; onlyUnmatched: number }
  /** Tasks that came again with the same gold, and were left out. */
  repeated: number
  /** Most calls first. */
  unmatched: UnmatchedName[]
  /** Places where secrets were taken out. */
  redacted: number
}

/** How turns become tasks. */
export interface CollectOptions {
  match: (call: LogCall) => ToolMatch
  /** Whether what looks like a secret is taken out of texts. */
  redact: boolean
}

interface Entry {
  text: string
  history: readonly string[]
  calls: Map<string, LogCall>
  source: string
  /** Place among all entries. */
  at: number
}

/** Joins what is shown of one request in many records, and makes tasks of it. */
export class TaskCollector {
  readonly #entries = new Map<string, Entry[]>()
  #callsWithoutText = 0
  #count = 0

  /** Takes a turn in; one that is shown again adds its calls to what is known of it. */
  add({ text, history, calls, source }: LogTurn): void {
    if (text === null) {
      this.#callsWithoutText += calls.length
      return
    }
    const key = sha256(JSON.stringify([history, text]))
    const entries = this.#entries.get(key) ?? []
    if (entries.length === 0) this.#entries.set(key, entries)
    const seen = byKey(calls)
    const known = entries.find((entry) => isSame(entry.calls, seen))
    if (known === undefined) entries.push({ text, history, calls: seen, source, at: this.#count++ })
    else join(known.calls, seen)
  }

  /** Everything so far, in the order in which it was first seen. */
  collect({ match, redact }: CollectOptions): CollectedTasks {
    const names = new Map<string, UnmatchedName>()
    const result: CollectedTasks = {
      tasks: [],
      calls: 0,
      failedCalls: 0,
      callsWithoutText: this.#callsWithoutText,
      skipped: { noCall: 0, onlyFailed: 0, onlyUnmatched: 0 },
      repeated: 0,
      unmatched: [],
      redacted: 0,
    }
    const safe = (text: string) => {
      if (!redact) return text
      const done = redactText(text)
      result.redacted += done.redacted
      return done.text
    }
    const placed: { at: number; task: LoggedTask }[] = []
    for (const [key, entries] of this.#entries) {
      const golds = new Set<string>()
      for (const { text, history, calls, source, at } of entries) {
        const gold = goldOf([...calls.values()], { match, names, result })
        if (gold === undefined) continue
        if (golds.size === golds.add(JSON.stringify(gold.toSorted())).size) {
          result.repeated += 1
          continue
        }
        const id = `log-${key.slice(0, 12)}${golds.size === 1 ? '' : `-${golds.size}`}`
        const before = history.length === 0 ? {} : { history: history.map(safe) }
        placed.push({ at, task: { id, text: safe(text), ...before, gold, source } })
      }
    }
    result.tasks = placed.sort((a, b) => a.at - b.at).map(({ task }) => task)
    result.unmatched = [...names.values()].sort((a, b) => b.calls - a.calls)
    return result
  }
}

/** Undefined where nothing is known to be needed; `result` counts why. */
function goldOf(
  calls: readonly LogCall[],
  {
    match,
    names,
    result,
  }: { match: CollectOptions['match']; names: Map<string, UnmatchedName>; result: CollectedTasks },
): string[] | undefined {
  const { skipped } = result
  const done = calls.filter(({ failed }) => !failed)
  result.calls += calls.length
  result.failedCalls += calls.length - done.length
  const gold = new Set<string>()
  for (const call of done) {
    const found = match(call)
    if ('id' in found) gold.add(found.id)
    else countName(names, call.inner ?? call.name, found)
  }
  if (gold.size > 0) return [...gold]
  if (calls.length === 0) skipped.noCall += 1
  else if (done.length === 0) skipped.onlyFailed += 1
  else skipped.onlyUnmatched += 1
  return undefined
}

function countName(
  names: Map<string, UnmatchedName>,
  name: string,
  { why, candidates }: { why: UnmatchedName['why']; candidates: string[] },
): void {
  const known = names.get(name) ?? { name, calls: 0, why, candidates }
  known.calls += 1
  names.set(name, known)
}

/** Calls without an id are told apart by their names. */
function byKey(calls: readonly LogCall[]): Map<string, LogCall> {
  return new Map(calls.map((call) => [call.id === null ? `name ${call.name}` : `id ${call.id}`, call]))
}

/**
 * The same words in another conversation are another task, if other calls were made for them. Ids of calls are unique, so one
 * that both have tells that it is the same request, shown again when its conversation went on.
 */
function isSame(known: ReadonlyMap<string, LogCall>, seen: ReadonlyMap<string, LogCall>): boolean {
  if (known.size === 0 || seen.size === 0) return true
  for (const key of seen.keys()) if (known.has(key)) return true
  return false
}

function join(known: Map<string, LogCall>, seen: ReadonlyMap<string, LogCall>): void {
  for (const [key, call] of seen) {
    const before = known.get(key)
    if (before === undefined) known.set(key, call)
    else if (call.failed) before.failed = true
  }
}
