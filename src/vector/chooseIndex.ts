/** Up to this many vectors `auto` scans: measured, see {@link chooseIndex}. */
export const AUTO_EXACT_MAX = 20_000

/** What `auto` decided. */
export interface IndexChoice {
  driver: 'exact' | 'hnsw'
  /** Why, as a sentence for people. */
  reason: string
}

/** Options of {@link chooseIndex}. */
export interface ChooseIndexOptions {
  /** Whether hnswlib-node can be imported. Default true: try it, and choose again when it is missing. */
  hnswInstalled?: boolean
}

/**
 * The index for `size` vectors (0 or more): exact up to {@link AUTO_EXACT_MAX}, above it hnsw where it is installed.
 * Processor milliseconds a search for 20 of `n` tools' vectors of 256 values (bundled embedder, toolbench's tasks),
 * and seconds to build the graph, on a machine busy with other work:
 *
 * | n | exact | hnsw | build hnsw | searches until the build is paid back |
 * |--:|--:|--:|--:|--:|
 * | 500 | 0.08 | 0.23 | 0.1 | never |
 * | 5,000 | 0.27 | 0.37 | 1.0 | never |
 * | 13,395 | 2.1 | 0.8 | 3.1 | 2,300 |
 * | 20,000 | 4.0 | 0.6 | 5.3 | 1,600 |
 * | 45,431 | 8.7 | 0.7 | 14.6 | 1,800 |
 *
 * Up to about 10,000 vectors a scan is faster outright; at 20,000 it costs milliseconds, and a graph is paid back
 * only by a process that lives for thousands of searches and never re-indexes.
 */
export function chooseIndex(size: number, options: ChooseIndexOptions = {}): IndexChoice {
  const count = size.toLocaleString('en-US')
  const limit = AUTO_EXACT_MAX.toLocaleString('en-US')
  if (size <= AUTO_EXACT_MAX) {
    return { driver: 'exact', reason: `${count} vectors: up to ${limit} a full scan is fast and cannot miss` }
  }
  if (options.hnswInstalled === false) {
    return {
      driver: 'exact',
      reason: `${count} vectors: more than ${limit}, but hnswlib-node is not installed`,
    }
  }
  return {
    driver: 'hnsw',
    reason: `${count} vectors: above ${limit} a graph search saves more than its building costs`,
  }
}
