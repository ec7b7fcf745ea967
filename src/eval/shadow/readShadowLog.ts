import { filledText, isFields, objectsOf } from '../logs/fields.js'
import { wilsonInterval } from '../wilsonInterval.js'
import { SHADOW_FORMAT } from './ShadowTurn.js'

/** What a tool's calls say about the lists. */
export interface ShadowTool {
  /** Id of the tool. */
  id: string
  /** Calls that went well where a list was chosen, and those of them that the list did not have. */
  called: number
  missed: number
}

/** What a shadow log tells. Shares are fractions of 1. */
export interface ShadowSummary {
  /** Turns in the log, and lines that are none. */
  turns: number
  broken: number
  /** Turns that say nothing: no task was known; no list could be chosen; nothing was called that went well. */
  withoutTask: number
  withoutList: number
  withoutCalls: number
  /** Turns that count: a list was chosen, and a call went well. */
  judged: number
  /** Of those, turns in which something was called that the list did not have. */
  missedTurns: number
  /** `missedTurns` of `judged`, with its 95 % interval (Wilson); null where nothing counts. */
  missRate: { value: number; low: number; high: number } | null
  /** Missed turns whose list had `search_tools`: there the model could have found the tool. */
  recoverable: number
  /** Calls of these turns that went well, those of them that were missed, and calls that failed in all turns. */
  called: number
  missed: number
  failed: number
  /** Of all lists that were chosen: tokens of everything, of the lists, and the share that is saved. */
  tokens: { before: number; after: number; saved: number }
  /** Tools that were missed, most often first. */
  worst: ShadowTool[]
}

/**
 * Sums a shadow log up, from its lines or its text. Failed calls do not count: nothing says that they were right.
 *
 * @param log as `openShadowLog` writes it; lines that are no turn are counted
 */
export function readShadowLog(log: string | Iterable<string>): ShadowSummary {
  const summary = emptySummary()
  const tools = new Map<string, ShadowTool>()
  for (const line of typeof log === 'string' ? log.split('\n') : log) {
    if (line.trim() === '') continue
    const turn = parsed(line)
    if (turn === undefined) summary.broken += 1
    else addTurn(summary, turn, tools)
  }
  const { judged, missedTurns, tokens } = summary
  const value = judged === 0 ? 0 : missedTurns / judged
  const [low, high] = wilsonInterval(value, judged)
  const worst = [...tools.values()]
    .filter(({ missed }) => missed > 0)
    .sort((a, b) => b.missed - a.missed || (a.id < b.id ? -1 : 1))
  return {
    ...summary,
    missRate: judged === 0 ? null : { value, low, high },
    tokens: { ...tokens, saved: tokens.before === 0 ? 0 : 1 - tokens.after / tokens.before },
    worst,
  }
}

/** A turn, as far as a log can be believed. */
interface ReadTurn {
  hasTask: boolean
  hasList: boolean
  search: boolean
  tokens: { before: number; after: number }
  calls: { id: string; ok: boolean; chosen: boolean | null }[]
}

function parsed(line: string): ReadTurn | undefined {
  let turn: unknown
  try {
    turn = JSON.parse(line)
  } catch {
    return undefined
  }
  if (!isFields(turn) || turn['format'] !== SHADOW_FORMAT) return undefined
  const { taskHash, chosen, search, tokens, called } = turn
  return {
    hasTask: filledText(taskHash) !== undefined,
    hasList: Array.isArray(chosen),
    search: search === true,
    tokens: {
      before: numberIn(isFields(tokens) ? tokens['before'] : 0),
      after: numberIn(isFields(tokens) ? tokens['after'] : 0),
    },
    calls: objectsOf(called).flatMap(({ id, ok, chosen: was }) => {
      const tool = filledText(id)
      return tool === undefined
        ? []
        : [{ id: tool, ok: ok === true, chosen: typeof was === 'boolean' ? was : null }]
    }),
  }
}

function numberIn(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0
}

function addTurn(summary: ShadowSummary, turn: ReadTurn, tools: Map<string, ShadowTool>): void {
  const { hasTask, hasList, search, tokens, calls } = turn
  summary.turns += 1
  summary.tokens.before += tokens.before
  summary.tokens.after += tokens.after
  summary.failed += calls.filter(({ ok }) => !ok).length
  const judged = calls.filter(({ ok, chosen }) => ok && chosen !== null)
  if (!hasTask) summary.withoutTask += 1
  else if (!hasList && judged.length === 0) summary.withoutList += 1
  else if (judged.length === 0) summary.withoutCalls += 1
  if (!hasTask || judged.length === 0) return
  const missed = judged.filter(({ chosen }) => chosen === false)
  summary.judged += 1
  summary.called += judged.length
  summary.missed += missed.length
  if (missed.length > 0) {
    summary.missedTurns += 1
    if (search) summary.recoverable += 1
  }
  for (const { id, chosen } of judged) {
    const tool = tools.get(id) ?? { id, called: 0, missed: 0 }
    tool.called += 1
    if (chosen === false) tool.missed += 1
    tools.set(id, tool)
  }
}

function emptySummary(): ShadowSummary {
  return {
    ...{ turns: 0, broken: 0, withoutTask: 0, withoutList: 0, withoutCalls: 0, judged: 0, missedTurns: 0 },
    ...{ missRate: null, recoverable: 0, called: 0, missed: 0, failed: 0 },
    tokens: { before: 0, after: 0, saved: 0 },
    worst: [],
  }
}
