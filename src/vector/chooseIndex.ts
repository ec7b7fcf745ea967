/** Up to this many vectors `auto` scans: measured, see {@link chooseIndex}. */
export const AUTO_EXACT_MAX = 20_000

/**
 * The index for `size` vectors (0 or more): exact up to {@link AUTO_EXACT_MAX}, above it hnsw.
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
export function chooseIndex(size: number): 'exact' | 'hnsw' {
  return size <= AUTO_EXACT_MAX ? 'exact' : 'hnsw'
}
