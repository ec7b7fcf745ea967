import type { Crib } from '../crib/Crib.js'
import {
  evaluateHandouts,
  type GateVerdict,
  type HandedOut,
  type HandoutMiss,
  judgeGate,
  type QueryRow,
  taskOf,
} from '../eval/index.js'
import type { CliIo } from './CliIo.js'
import { eachQuery } from './eachQuery.js'
import { round } from './format.js'
import { percentile } from './percentile.js'

/** What `toolcrib eval` scores beside the ranking. */
export interface HandoutArgs {
  maxTokens?: number
  maxTools?: number
  minRecall?: number
  gate?: 'mean' | 'lower'
}

/** The lists that were handed out, in the document of `toolcrib eval`. Shares are fractions of 1. */
export interface SelectionScores {
  /** Limits of each list; null without one. */
  maxTokens: number | null
  /** Null: the engine's own. */
  maxTools: number | null
  /** Mean recall of the lists, and the share of tasks that got every tool they need. */
  kept: number
  complete: number
  /** 95 % intervals (Wilson), `[low, high]`. */
  intervals: { kept: [number, number]; complete: [number, number] }
  /** Of all tools; of the lists (median and most). */
  tokens: { before: number; median: number; most: number; counter: string }
  /** Tasks that did not get every tool they need, worst first. */
  misses: HandoutMiss[]
}

/** Members of the document that a selection adds; none where none was asked for. */
export interface HandoutDocument {
  selection?: SelectionScores
  /** With `--min-recall` only. */
  gate?: GateVerdict
}

const DIGITS = 6
const rounded = ([low, high]: [number, number]): [number, number] => [round(low, DIGITS), round(high, DIGITS)]

/** Whether the arguments ask for lists to be scored. */
export function asksForHandouts({ maxTokens, maxTools, minRecall }: HandoutArgs): boolean {
  return maxTokens !== undefined || maxTools !== undefined || minRecall !== undefined
}

/** Hands out a list for every query and scores it. Throws what `crib.select` throws, and `eval-invalid`. */
export async function evalHandouts(
  crib: Crib,
  { queries, args }: { queries: readonly QueryRow[]; args: HandoutArgs },
  io: CliIo,
): Promise<HandoutDocument> {
  if (!asksForHandouts(args)) return {}
  const { maxTokens, maxTools, minRecall, gate = 'mean' } = args
  const work = async (query: QueryRow) => {
    const { items, tokens } = await crib.select(taskOf(query), { maxTokens, maxTools, signal: io.signal })
    return { run: { query, handed: items.map(({ id }) => id) } satisfies HandedOut, tokens }
  }
  const lists = await eachQuery(queries, { doing: 'Selecting', work }, io)
  const scores = evaluateHandouts(lists.map(({ run }) => run))
  const after = lists.map(({ tokens }) => tokens.after)
  const selection: SelectionScores = {
    maxTokens: maxTokens ?? null,
    maxTools: maxTools ?? null,
    kept: round(scores.kept, DIGITS),
    complete: round(scores.complete, DIGITS),
    intervals: { kept: rounded(scores.intervals.kept), complete: rounded(scores.intervals.complete) },
    tokens: {
      before: lists[0]?.tokens.before ?? 0,
      median: after.length === 0 ? 0 : percentile(after, 0.5),
      most: Math.max(0, ...after),
      counter: lists[0]?.tokens.counter ?? '',
    },
    misses: scores.misses.map((miss) => ({ ...miss, kept: round(miss.kept, DIGITS) })),
  }
  if (minRecall === undefined) return { selection }
  const verdict = judgeGate(scores, { minRecall, on: gate })
  const { value, short } = verdict
  return { selection, gate: { ...verdict, value: round(value, DIGITS), short: round(short, DIGITS) } }
}
