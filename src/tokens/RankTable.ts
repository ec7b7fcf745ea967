import { writeUtf8 } from './writeUtf8.js'

/** Vocabulary of a byte-pair encoding: entry `r` is the token of rank `r`, as text or as bytes (0 to 255). */
export type Vocabulary = readonly (string | readonly number[])[]

/** Fewest slots per token: below 2, open addressing gets long probe chains. */
const SLOTS_PER_TOKEN = 2
// Offset basis and prime of 32-bit FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/
const FNV_BASIS = 0x811c9dc5
const FNV_PRIME = 0x01000193

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = FNV_BASIS
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME)
  return hash ^ (hash >>> 15)
}

/**
 * Byte sequence -> rank. All tokens lie in one byte array behind one open-addressing table, which builds several times
 * faster than a Map of strings and looks a slice up without making a string of it.
 */
export class RankTable {
  readonly #bytes: Uint8Array
  /** `starts[r]` to `starts[r + 1]` are the bytes of rank `r`. */
  readonly #starts: Uint32Array
  /** Rank + 1, 0 = empty. */
  readonly #slots: Int32Array

  constructor(vocabulary: Vocabulary) {
    let room = 0
    for (const token of vocabulary) room += typeof token === 'string' ? token.length * 3 : token.length
    const bytes = new Uint8Array(room)
    this.#starts = new Uint32Array(vocabulary.length + 1)
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(1, vocabulary.length) * SLOTS_PER_TOKEN)))
    let end = 0
    for (let rank = 0; rank < vocabulary.length; rank++) {
      const token = vocabulary[rank]!
      if (typeof token === 'string') end = writeUtf8(token, bytes, end)
      else for (const byte of token) bytes[end++] = byte
      this.#starts[rank + 1] = end
    }
    this.#bytes = bytes.slice(0, end)
    for (let rank = 0; rank < vocabulary.length; rank++) this.#insert(rank)
  }

  /** Rank of the bytes from `from` up to but without `to`, or -1 when they are no token. */
  rankOf(bytes: Uint8Array, from: number, to: number): number {
    const mask = this.#slots.length - 1
    for (let slot = hashOf(bytes, from, to) & mask; ; slot = (slot + 1) & mask) {
      const rank = this.#slots[slot]! - 1
      if (rank < 0 || this.#equals(rank, bytes, { from, to })) return rank
    }
  }

  #insert(rank: number): void {
    const mask = this.#slots.length - 1
    let slot = hashOf(this.#bytes, this.#starts[rank]!, this.#starts[rank + 1]!) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = rank + 1
  }

  #equals(rank: number, bytes: Uint8Array, { from, to }: { from: number; to: number }): boolean {
    const start = this.#starts[rank]!
    if (this.#starts[rank + 1]! - start !== to - from) return false
    for (let i = 0; i < to - from; i++) if (this.#bytes[start + i] !== bytes[from + i]) return false
    return true
  }
}
