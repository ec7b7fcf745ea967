import { type Crib, createCrib } from 'toolcrib'
import { evaluateRun, type RankedQuery } from 'toolcrib/eval'
import type { BenchSet } from '../data/BenchSet.js'
import type { Progress } from '../report/createProgress.js'

/** What covering the wishes of tasks does to a set's rankings. */
export interface IntentFigures {
  tasks: number
  /** Share of the tasks whose wishes were covered, 0 to 1. */
  split: number
  /** Metrics with the wishes covered (the default), and by the whole task once; fractions of 1. */
  covered: Record<'recall@5' | 'complete@10', number>
  whole: Record<'recall@5' | 'complete@10', number>
}

const DEPTH = 10

/** Ranks every task of a set both ways. */
export async function intentsSuite(set: BenchSet, progress: Progress): Promise<IntentFigures> {
  const crib = await createCrib({ sources: set.sources, invalidTools: 'skip', tokenizer: 'estimate' })
  try {
    const tasks = set.queries.filter(({ gold }) => gold.length > 0)
    const runs: Record<'cover' | 'one', RankedQuery[]> = { cover: [], one: [] }
    let split = 0
    for (const [at, query] of tasks.entries()) {
      if (await rank(crib, query, { intents: 'cover', run: runs.cover })) split += 1
      await rank(crib, query, { intents: 'one', run: runs.one })
      progress.update((at + 1) / tasks.length)
    }
    return {
      tasks: tasks.length,
      split: split / tasks.length,
      covered: metricsOf(runs.cover),
      whole: metricsOf(runs.one),
    }
  } finally {
    progress.end()
    await crib.close()
  }
}

/** Adds a ranking to a run; true where it is for several wishes. */
async function rank(
  crib: Crib,
  query: RankedQuery['query'],
  { intents, run }: { intents: 'cover' | 'one'; run: RankedQuery[] },
): Promise<boolean> {
  const { items } = await crib.rank(query.text, { limit: DEPTH, intents })
  run.push({ query, ranked: items.map(({ tool }) => tool.id) })
  return items.some(({ intent }) => intent !== undefined)
}

function metricsOf(run: readonly RankedQuery[]): IntentFigures['covered'] {
  const { metrics } = evaluateRun(run, { resamples: 1 })
  return { 'recall@5': metrics['recall@5']!, 'complete@10': metrics['complete@10']! }
}
