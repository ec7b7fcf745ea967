import MiniSearch from 'minisearch'
import { createCrib, type ToolSource } from 'toolcrib'
import { SEARCH_FIELDS } from '../contenders/minisearch.js'
import { toolRows } from '../data/toolRows.js'
import type { Progress } from '../report/createProgress.js'
import { quantile } from '../report/quantile.js'

const ROUNDS = 5

/** Median milliseconds to take in all tools. */
export interface IndexingTimes {
  tools: number
  rounds: number
  /** Parsing, embedding and indexing. */
  withoutCounting: number
  /** The same, and the tokens of every definition. */
  withCounting: number
  /** Building a minisearch index over the same text fields. */
  minisearch: number
}

/**
 * Times indexing in turns, each from nothing. Model and vocabulary are loaded before: an empty crib has the model, and
 * a first untimed round has the vocabulary and warm code.
 */
export async function indexingSuite(
  sources: readonly ToolSource[],
  progress: Progress,
): Promise<IndexingTimes> {
  const rows = toolRows(sources)
  const without: number[] = []
  const counted: number[] = []
  const searched: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const crib = await createCrib({ sources: [], index: 'exact' })
    const start = performance.now()
    await crib.update(sources)
    const indexed = performance.now()
    await crib.cost()
    const end = performance.now()
    await crib.close()
    const searchStart = performance.now()
    new MiniSearch({ fields: SEARCH_FIELDS }).addAll(rows)
    const searchEnd = performance.now()
    if (round > 0) {
      without.push(indexed - start)
      counted.push(end - start)
      searched.push(searchEnd - searchStart)
    }
    progress.update((round + 1) / (ROUNDS + 1))
  }
  progress.end()
  const median = (values: number[]) => quantile(values, 0.5) ?? 0
  return {
    tools: rows.length,
    rounds: ROUNDS,
    withoutCounting: median(without),
    withCounting: median(counted),
    minisearch: median(searched),
  }
}
