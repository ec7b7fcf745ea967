import type { BenchSet } from '../data/BenchSet.js'

/** Something that happens to a catalog or to its users, and that a ranking should bear. */
export interface Change {
  readonly name: string
  /** What is different, in a line. */
  readonly what: string
  /** The set as it is then. Ids of tools stay, so that labels stay right. The same for the same set; the set itself stays as it is. */
  apply(set: BenchSet): BenchSet
}
