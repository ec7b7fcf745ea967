import type { Crib, SelectOptions } from '../crib/Crib.js'
import type { Selection } from '../crib/Selection.js'
import type { QueryRow } from '../eval/QueryRow.js'
import { taskOf } from '../eval/taskOf.js'
import { toGroups } from '../eval/toGroups.js'
import type { Evidence, EvidenceRecall, Miss, ServerRecall } from './Evidence.js'
import { estimate, mean } from './estimate.js'

/** Options of `measureRecall`. */
export interface MeasureOptions {
  /** Most tokens of a selection, 0 or more. */
  maxTokens: number
  /** Limits of the curve, in tokens. */
  budgets: readonly number[]
  /** The model that tokens are counted for, as `select` takes it. Default: the list as JSON. */
  billedAs?: string | undefined
  /** Called after every task with the number of those that are done; awaited. */
  onProgress?: (done: number, of: number) => void | Promise<void>
  /** Aborting rejects with `aborted`. */
  signal?: AbortSignal
}

/** What one list gave one task. */
interface Handed {
  /** By group of gold: whether one of its tools can be called. */
  found: readonly boolean[]
  tools: number
  tokens: number
}

/** One task with all that was handed out for it. */
interface Measured {
  row: QueryRow
  groups: readonly (readonly string[])[]
  selection: Handed
  ten: Handed
  budgets: readonly Handed[]
  /** By group of gold: rank of its best tool, or null. */
  ranks: readonly (number | null)[]
}

/** Ranks that are looked at for a tool that was missed. */
const RANKS = 200

/** Tools that a search shows first. */
const SEARCHED = 10

/** Most misses that are kept. */
const MAX_MISSES = 50

/**
 * How many of the needed tools are handed out: under `maxTokens` with as many tools as fit and the search tool, with the
 * defaults of `select`, and at each budget of the curve. Undefined where no row has gold. Rejects as `select` does.
 */
export async function measureRecall(
  crib: Crib,
  evidence: Evidence,
  options: MeasureOptions,
): Promise<EvidenceRecall | undefined> {
  const rows = evidence.rows.filter(({ gold }) => gold.length > 0)
  if (rows.length === 0) return undefined
  const measured: Measured[] = []
  for (const row of rows) {
    measured.push(await measureTask(crib, row, options))
    await options.onProgress?.(measured.length, rows.length)
  }
  const missed = measured.map(({ selection }) => selection.found.filter((found) => !found).length)
  const unseen = measured.map(({ ranks }) => ranks.filter((rank) => rank === null || rank > SEARCHED).length)
  return {
    kind: evidence.kind,
    tasks: rows.length,
    leftOut: evidence.leftOut,
    budgets: options.budgets.map((budget, at) => ({
      budget,
      ...summary(measured.map(({ budgets }) => budgets[at]!)),
    })),
    selection: {
      ...summary(measured.map(({ selection }) => selection)),
      complete: estimate(missed.map((count) => 1 - someOf(count))),
      missed: estimate(missed.map(someOf), 100),
    },
    ten: summary(measured.map(({ ten }) => ten)),
    searchRecall: estimate(unseen.map((count, at) => 1 - count / measured[at]!.groups.length)),
    searchMissed: estimate(unseen.map(someOf), 100),
    servers: serverRecalls(crib, measured),
    misses: worstMisses(measured),
    missedTools: missed.reduce((sum, count) => sum + count, 0),
  }
}

async function measureTask(
  crib: Crib,
  row: QueryRow,
  { maxTokens, budgets, billedAs, signal }: MeasureOptions,
): Promise<Measured> {
  const task = taskOf(row)
  const groups = toGroups(row)
  const hand = async (more: SelectOptions) =>
    handedOf(await crib.select(task, { billedAs, signal, ...more }), groups)
  const everyTool = { maxTools: crib.catalog.tools.length, minConfidence: 0 } as const
  const lists: Handed[] = []
  for (const budget of budgets) lists.push(await hand({ ...everyTool, maxTokens: budget, search: 'off' }))
  const { items } = await crib.rank(task, { limit: RANKS, signal })
  const rankOf = new Map(items.map(({ tool }, at) => [tool.id, at + 1]))
  return {
    row,
    groups,
    selection: await hand({ ...everyTool, maxTokens }),
    ten: await hand({ maxTokens }),
    budgets: lists,
    ranks: groups.map((group) => {
      const best = Math.min(...group.map((id) => rankOf.get(id) ?? Number.POSITIVE_INFINITY))
      return Number.isFinite(best) ? best : null
    }),
  }
}

function handedOf({ items, tokens }: Selection, groups: Measured['groups']): Handed {
  const callable = new Set(items.flatMap(({ id, level }) => (level === 'name' ? [] : [id])))
  return {
    found: groups.map((group) => group.some((id) => callable.has(id))),
    tools: items.length,
    tokens: tokens.after,
  }
}

function summary(
  handed: readonly Handed[],
): Pick<EvidenceRecall['selection'], 'tools' | 'tokens' | 'recall'> {
  return {
    tools: mean(handed.map(({ tools }) => tools)),
    tokens: mean(handed.map(({ tokens }) => tokens)),
    recall: estimate(handed.map(({ found }) => shareOf(found))),
  }
}

function someOf(count: number): number {
  return count > 0 ? 1 : 0
}

function shareOf(found: readonly boolean[]): number {
  return found.filter(Boolean).length / found.length
}

/** A group counts for the server of its first tool: that is what was labelled, the others are as good. */
function serverRecalls({ catalog }: Crib, measured: readonly Measured[]): ServerRecall[] {
  const byServer = new Map<string | null, number[]>()
  for (const { groups, selection } of measured) {
    const own = new Map<string | null, boolean[]>()
    for (const [at, [id]] of groups.entries()) {
      const server = catalog.get(id!)?.server ?? null
      own.set(server, [...(own.get(server) ?? []), selection.found[at]!])
    }
    for (const [server, found] of own) byServer.set(server, [...(byServer.get(server) ?? []), shareOf(found)])
  }
  return [...byServer]
    .map(([server, shares]) => ({ server, tasks: shares.length, recall: estimate(shares) }))
    .sort((a, b) => ((a.server ?? '') < (b.server ?? '') ? -1 : 1))
}

function worstMisses(measured: readonly Measured[]): Miss[] {
  const misses = measured.flatMap(({ row, groups, selection, ranks }) =>
    groups.flatMap((needed, at) =>
      selection.found[at] === true ? [] : [{ id: row.id, text: row.text, needed, rank: ranks[at] ?? null }],
    ),
  )
  const depth = ({ rank }: Miss) => rank ?? RANKS + 1
  return misses.sort((a, b) => depth(b) - depth(a)).slice(0, MAX_MISSES)
}
