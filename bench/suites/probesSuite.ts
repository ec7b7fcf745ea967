import { createCrib } from 'toolcrib'
import { catalogProbes } from 'toolcrib/checkup'
import { evaluateRun, type QueryRow, taskOf } from 'toolcrib/eval'
import type { BenchSet } from '../data/BenchSet.js'
import type { Progress } from '../report/createProgress.js'

/** Shares of the most telling words that probes may leave out. */
export const DROPPED = [0, 0.25, 0.5] as const

/** What the probes of a report leave out. */
export const CHOSEN = 0.25

/** Recall among the five best on tasks or probes, with its 95 % interval. Shares of 1. */
export interface ProbedRecall {
  tasks: number
  recall: number
  low: number
  high: number
}

/** One set: its own tasks beside probes made from its tools. */
export interface ProbesFigures {
  set: string
  tools: number
  labelled: ProbedRecall
  /** In the order of {@link DROPPED}. */
  probes: ProbedRecall[]
}

/** Deepest rank that is looked at. */
const DEPTH = 10
/** Probes of one set at most, so that intervals are about as wide as those of the tasks. */
const MOST_PROBES = 600

/** Ranks the tasks of a set, and probes made from its tools, by the same engine. */
export async function probesSuite(set: BenchSet, progress: Progress): Promise<ProbesFigures> {
  const crib = await createCrib({ sources: set.sources, invalidTools: 'skip', tokenizer: 'estimate' })
  const recallOf = async (rows: readonly QueryRow[], from: number): Promise<ProbedRecall> => {
    const run = []
    for (const [at, query] of rows.entries()) {
      const { items } = await crib.rank(taskOf(query), { limit: DEPTH })
      run.push({ query, ranked: items.map(({ tool }) => tool.id) })
      progress.update((from + (at + 1) / rows.length) / (DROPPED.length + 1))
    }
    const { queries, metrics, intervals } = evaluateRun(run)
    const [low, high] = intervals['recall@5'] ?? [0, 0]
    return { tasks: queries, recall: metrics['recall@5'] ?? 0, low, high }
  }
  try {
    const labelled = await recallOf(set.queries, 0)
    const probes: ProbedRecall[] = []
    for (const [at, dropped] of DROPPED.entries())
      probes.push(await recallOf(catalogProbes(crib.catalog, { dropped, most: MOST_PROBES }), at + 1))
    return { set: set.name, tools: crib.catalog.tools.length, labelled, probes }
  } finally {
    progress.end()
    await crib.close()
  }
}
