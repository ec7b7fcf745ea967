/** Odd multipliers that spread neighbouring numbers (2^32 over the golden ratio, and a Murmur3 constant). */
const LEFT_FACTOR = 0x9e3779b1
const RIGHT_FACTOR = 0x85ebca6b

/**
 * Finds a pair of row numbers among many: open addressing over typed arrays, which builds ten times faster
 * than a Map of computed keys and allocates nothing to look up.
 */
export class StaticPairs {
  private readonly pairs: Uint32Array
  /** Pair number + 1, 0 for an empty slot; at most half of the slots are taken. */
  private readonly slots: Uint32Array

  /** `pairs` holds two numbers a pair, left then right. Of equal pairs the first is found. */
  constructor(pairs: Uint32Array) {
    this.pairs = pairs
    this.slots = new Uint32Array(2 ** Math.ceil(Math.log2(pairs.length + 2)))
    for (let i = 0; i < pairs.length; i += 2) {
      const slot = this.slotOf(pairs[i] as number, pairs[i + 1] as number)
      if (this.slots[slot] === 0) this.slots[slot] = i / 2 + 1
    }
  }

  /** The pair's number, -1 when it is none. */
  find(left: number, right: number): number {
    return (this.slots[this.slotOf(left, right)] as number) - 1
  }

  /** The slot that holds the pair, or the empty one where it would stand. */
  private slotOf(left: number, right: number): number {
    const mask = this.slots.length - 1
    const mixed = Math.imul(left, LEFT_FACTOR) ^ Math.imul(right, RIGHT_FACTOR)
    let slot = (mixed ^ (mixed >>> 15)) & mask
    for (;;) {
      const pair = (this.slots[slot] as number) - 1
      if (pair < 0 || (this.pairs[2 * pair] === left && this.pairs[2 * pair + 1] === right)) return slot
      slot = (slot + 1) & mask
    }
  }
}
