import { type Crib, createCrib } from 'toolcrib'
import { taskOf, toGroups } from 'toolcrib/eval'
import type { BenchSet } from '../data/BenchSet.js'
import type { Progress } from '../report/createProgress.js'

/** How well tasks that some tool fits are told from others. */
export interface NothingFigures {
  /** What the others are. */
  kind: string
  answerable: number
  unanswerable: number
  /** Area under the ROC curve of `fit`, and of the best cosine among the ten best tools, 0 to 1. */
  fit: number
  cosine: number
  /** Share of each that is told "nothing fits", 0 to 1. */
  refused: { answerable: number; unanswerable: number }
}

interface Verdict {
  fit: number
  cosine: number
  refused: boolean
}

type Query = BenchSet['queries'][number]

interface VerdictOptions {
  /** Ids that are left out of the ranking for a task. Default: none. */
  without?: (query: Query) => readonly string[]
  progress?: Progress
}

/** Tasks of another domain: those of `strange` on the catalog of `own`, against its own tasks. */
export async function strangeTasks(
  own: BenchSet,
  strange: BenchSet,
  progress: Progress,
): Promise<NothingFigures> {
  const crib = await open(own)
  try {
    const answerable = await verdicts(crib, own.queries.filter(hasGold))
    const unanswerable = await verdicts(crib, strange.queries, { progress })
    return compare(`${strange.name} on ${own.name}`, answerable, unanswerable)
  } finally {
    progress.end()
    await crib.close()
  }
}

/** Near misses: the set's tasks with the tools that they need taken away, against the same with them. */
export async function nearMisses(set: BenchSet, progress: Progress): Promise<NothingFigures> {
  const crib = await open(set)
  try {
    const tasks = set.queries.filter(hasGold)
    const answerable = await verdicts(crib, tasks)
    const unanswerable = await verdicts(crib, tasks, { without: rightTools, progress })
    return compare(`${set.name} without the right tools`, answerable, unanswerable)
  } finally {
    progress.end()
    await crib.close()
  }
}

/** The set's own tasks that no tool fits, against those that some tool fits. Undefined where it has none of either. */
export async function ownTasks(set: BenchSet, progress: Progress): Promise<NothingFigures | undefined> {
  const tasks = set.queries.filter(hasGold)
  const others = set.queries.filter((query) => !hasGold(query))
  if (tasks.length === 0 || others.length === 0) return undefined
  const crib = await open(set)
  try {
    const answerable = await verdicts(crib, tasks, { progress })
    return compare(`${set.name}, tasks that no tool fits`, answerable, await verdicts(crib, others))
  } finally {
    progress.end()
    await crib.close()
  }
}

const open = ({ sources }: BenchSet) => createCrib({ sources, invalidTools: 'skip', tokenizer: 'estimate' })
const hasGold = ({ gold }: Query) => gold.length > 0
const rightTools = (query: Query) => toGroups(query).flat()

async function verdicts(
  crib: Crib,
  queries: readonly Query[],
  { without = () => [], progress }: VerdictOptions = {},
): Promise<Verdict[]> {
  const result: Verdict[] = []
  for (const [at, query] of queries.entries()) {
    const exclude = without(query).map(asGlob)
    const { fit, items } = await crib.rank(taskOf(query), exclude.length === 0 ? {} : { exclude })
    const { nothingFits } = await crib.select(taskOf(query), { maxTools: 1, exclude })
    result.push({
      fit,
      cosine: Math.max(...items.map(({ evidence }) => evidence.similarity)),
      refused: nothingFits,
    })
    progress?.update((at + 1) / queries.length)
  }
  return result
}

/** A pattern that an id matches; characters that mean something in a glob match any. */
function asGlob(id: string): string {
  return id.replace(/[^\w/-]/g, '?')
}

function compare(
  kind: string,
  answerable: readonly Verdict[],
  unanswerable: readonly Verdict[],
): NothingFigures {
  const area = (pick: (verdict: Verdict) => number) => auroc(answerable.map(pick), unanswerable.map(pick))
  const refusedOf = (verdicts: readonly Verdict[]) =>
    verdicts.filter(({ refused }) => refused).length / verdicts.length
  return {
    kind,
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    fit: area(({ fit }) => fit),
    cosine: area(({ cosine }) => cosine),
    refused: { answerable: refusedOf(answerable), unanswerable: refusedOf(unanswerable) },
  }
}

/**
 * Area under the ROC curve: the chance that a value of `high` is above one of `low`, ties one half (Mann and Whitney's U,
 * 1947, over the number of pairs).
 */
export function auroc(high: readonly number[], low: readonly number[]): number {
  const sorted = [...low].sort((a, b) => a - b)
  const below = (value: number, equal: boolean) => {
    let [from, to] = [0, sorted.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (sorted[middle]! < value || (equal && sorted[middle] === value)) from = middle + 1
      else to = middle
    }
    return from
  }
  const wins = high.reduce((sum, value) => sum + (below(value, false) + below(value, true)) / 2, 0)
  return wins / (high.length * low.length)
}
