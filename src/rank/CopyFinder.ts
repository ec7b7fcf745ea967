import { dot } from '../vector/dot.js'
import type { Comparable } from './findNearCopies.js'

/**
 * Tools of two servers are near-copies from this Jaccard similarity of their stems on, or from the lower one where their
 * vectors have at least that cosine, too. `npm run model:robust` counts how many honest tools reach it, and which share of
 * copies with a few words added.
 */
const NEAR = { jaccard: 0.8, jaccardWithCosine: 0.6, cosine: 0.85 }

/** Originals that one tool is compared with: keeps a catalog of hostile texts from costing the square of its size. */
const MAX_COMPARED = 200

/**
 * Finds for a tool the original that it repeats. Two sets of stems whose Jaccard similarity is t or more share one of the
 * |set| - ceil(t |set|) + 1 rarest stems of each (R. Bayardo, Y. Ma, R. Srikant, Scaling up all pairs similarity search,
 * 2007), so only tools that share one of those are compared.
 */
export class CopyFinder {
  readonly #tools: readonly Comparable[]
  /** By position: ids of the tool's stems, rarest first; ids rise with the number of tools that have the stem. */
  readonly #stems: readonly Uint32Array[]
  /** Originals by the ids of their rarest stems. */
  readonly #byStem = new Map<number, number[]>()
  readonly #byLine = new Map<string, number>()
  /** Over servers alone nearly equal wording counts. */
  readonly #severalServers: boolean

  constructor(tools: readonly Comparable[]) {
    this.#tools = tools
    this.#severalServers = new Set(tools.map(({ server }) => server)).size > 1
    this.#stems = this.#severalServers ? rarestFirst(tools) : []
  }

  /** Makes the tool at a position an original. */
  add(position: number): void {
    const { wording } = this.#tools[position]!
    if (wording === undefined) return
    if (!this.#byLine.has(wording.line)) this.#byLine.set(wording.line, position)
    if (!this.#severalServers) return
    for (const stem of this.#rarest(position)) {
      const known = this.#byStem.get(stem)
      if (known === undefined) this.#byStem.set(stem, [position])
      else known.push(position)
    }
  }

  /** The original that the tool at a position repeats; undefined where it repeats none. */
  originalOf(position: number): number | undefined {
    const { wording } = this.#tools[position]!
    if (wording === undefined) return undefined
    const same = this.#byLine.get(wording.line)
    if (same !== undefined || !this.#severalServers) return same
    const compared = new Set<number>()
    for (const stem of this.#rarest(position)) {
      for (const original of this.#byStem.get(stem) ?? []) {
        if (compared.has(original)) continue
        if (this.#isNear(original, position)) return original
        if (compared.add(original).size >= MAX_COMPARED) return undefined
      }
    }
    return undefined
  }

  #rarest(position: number): Uint32Array {
    const stems = this.#stems[position]!
    return stems.subarray(0, stems.length - Math.ceil(NEAR.jaccardWithCosine * stems.length) + 1)
  }

  #isNear(original: number, copy: number): boolean {
    const [one, other] = [this.#tools[original]!, this.#tools[copy]!]
    if (one.server === other.server) return false
    const similarity = jaccard(this.#stems[original]!, this.#stems[copy]!)
    if (similarity >= NEAR.jaccard) return true
    return similarity >= NEAR.jaccardWithCosine && dot(one.vector, other.vector) >= NEAR.cosine
  }
}

function rarestFirst(tools: readonly Comparable[]): Uint32Array[] {
  const uses = new Map<string, number>()
  for (const { wording } of tools)
    for (const stem of wording?.stems ?? []) uses.set(stem, (uses.get(stem) ?? 0) + 1)
  const sorted = [...uses].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
  const ids = new Map(sorted.map(([stem], id) => [stem, id]))
  return tools.map(({ wording }) => Uint32Array.from(wording?.stems ?? [], (stem) => ids.get(stem)!).sort())
}

/** Shared elements of two rising lists as a share of all. */
function jaccard(one: Uint32Array, other: Uint32Array): number {
  let shared = 0
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const step = one[i]! - other[j]!
    if (step === 0) shared += 1
    if (step <= 0) i += 1
    if (step >= 0) j += 1
  }
  return shared / Math.max(1, one.length + other.length - shared)
}
