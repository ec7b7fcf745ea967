import { terms } from '../text/terms.js'
import type { Wording } from '../tool/wording.js'
import { CopyFinder } from './CopyFinder.js'

/** Tools that say nearly the same as one that was registered before them. */
export interface NearCopies {
  /** No position is in two of them. */
  groups: readonly CopyGroup[]
}

/** An original and its copies. */
export interface CopyGroup {
  /** Two or more, in the order of registration: the first is the original. */
  positions: readonly number[]
  /** Distinct stems of the key of each one's server. */
  serverStems: readonly (readonly string[])[]
}

/** What two tools are compared by. */
export interface Comparable {
  /** Undefined for a tool that says too little to repeat anything. */
  wording: Wording | undefined
  /** Key of the server; undefined for tools of nobody, which count as those of one server. */
  server: string | undefined
  /** Unit vector of what is embedded, or zero. */
  vector: Float32Array
}

/**
 * Finds near-copies: within one server tools of the very same wording, over servers also those of nearly the same. One
 * server's own tools differ by a word on purpose (start, stop), and nobody gains by repeating himself with a word changed.
 * `registered` has every position of `tools` once, in the order of registration. A pure function.
 */
export function findNearCopies(tools: readonly Comparable[], registered: readonly number[]): NearCopies {
  const finder = new CopyFinder(tools)
  const groups = new Map<number, number[]>()
  for (const position of registered) {
    const original = finder.originalOf(position)
    if (original === undefined) finder.add(position)
    else {
      const group = groups.get(original)
      if (group === undefined) groups.set(original, [original, position])
      else group.push(position)
    }
  }
  const stemsOf = (position: number) => [
    ...new Set(terms(tools[position]!.server ?? '').map(({ stem }) => stem)),
  ]
  return {
    groups: Array.from(groups.values(), (positions) => ({
      positions,
      serverStems: positions.map(stemsOf),
    })),
  }
}
