import { runSteps, type StepRunner, type Steps } from '../tool/runSteps.js'
import type { VectorIndex } from '../vector/VectorIndex.js'

/** An index is built anew when so many times more vectors come in than it was made for: another driver may suit them. */
const MAX_GROWTH = 2

/** When more than this share of an index belongs to tools that are gone, it is built anew. */
const MAX_DEAD_SHARE = 0.3

/** Vectors that are added in one step: in a graph they take some 20 ms. */
const BATCH = 256

/** Where the vectors of the current tools stand in an index. */
export interface SlotMap {
  index: VectorIndex
  /** Slot of each text, by the position in which it was asked for. */
  slots: Uint32Array
  /** Positions of the texts in each slot that is in use: equal texts share a slot. */
  positions: ReadonlyMap<number, readonly number[]>
}

/**
 * Keeps one growing vector index over updates: texts that were indexed before are found again by key, only new ones are
 * added, and slots of gone texts are skipped until the index is built anew.
 */
export class VectorSlots {
  readonly #create: (expected: number) => Promise<VectorIndex>
  readonly #run: StepRunner
  #index: VectorIndex | undefined
  #expected = 0
  #slots = new Map<string, number>()

  /** `create` makes an empty index for an expected number of vectors. `run` adds to it; default all at once. */
  constructor(create: (expected: number) => Promise<VectorIndex>, run: StepRunner = runSteps) {
    this.#create = create
    this.#run = run
  }

  /** The index and the slots for these keys. `vectorOf` gives the vector of a key that is not indexed yet. */
  async sync(keys: readonly string[], vectorOf: (key: string) => Float32Array): Promise<SlotMap> {
    const distinct = new Set(keys)
    const dead = [...this.#slots.keys()].filter((key) => !distinct.has(key)).length
    const isStale =
      this.#index === undefined ||
      dead > MAX_DEAD_SHARE * Math.max(1, this.#slots.size) ||
      distinct.size > MAX_GROWTH * this.#expected
    const index = isStale ? await this.#create(distinct.size) : this.#index!
    const slots = isStale ? new Map<string, number>() : new Map(this.#slots)
    const missing = [...distinct].filter((key) => !slots.has(key))
    for (const [offset, key] of missing.entries()) slots.set(key, index.size + offset)
    await this.#run(addSteps(index, missing.map(vectorOf)))
    this.#index = index
    if (isStale) this.#expected = distinct.size
    this.#slots = slots
    const used = Uint32Array.from(keys, (key) => slots.get(key)!)
    return { index, slots: used, positions: positionsBySlot(used) }
  }
}

function* addSteps(index: VectorIndex, vectors: readonly Float32Array[]): Steps<void> {
  for (let from = 0; from < vectors.length; from += BATCH) {
    index.add(vectors.slice(from, from + BATCH))
    yield
  }
}

function positionsBySlot(slots: Uint32Array): Map<number, number[]> {
  const positions = new Map<number, number[]>()
  for (const [position, slot] of slots.entries()) {
    const list = positions.get(slot)
    if (list === undefined) positions.set(slot, [position])
    else list.push(position)
  }
  return positions
}
