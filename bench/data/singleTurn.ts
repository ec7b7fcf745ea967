import type { BenchSet } from './BenchSet.js'

/** The tasks that begin a conversation: contenders other than ours take no history. */
export function singleTurn(set: BenchSet): BenchSet {
  return { ...set, queries: set.queries.filter(({ history = [] }) => history.length === 0) }
}
