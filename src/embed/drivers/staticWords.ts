const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
const NEWLINE = 10
const encoder = new TextEncoder()

/**
 * Finds a word's number in a vocabulary that stays as its UTF-8 bytes: open addressing over typed arrays, so that
 * loading makes no string and no Map entry for any of the 50,000 words (twice the time of this loop).
 */
export class StaticWords {
  /** How many words there are. */
  readonly size: number
  private readonly bytes: Uint8Array
  /** Where each word begins, and one past the newline that would follow the last. */
  private readonly starts: Uint32Array
  /** Word number + 1, 0 for an empty slot; at most half of the slots are taken. */
  private readonly slots: Uint32Array
  private readonly longest: number
  private readonly scratch: Uint8Array

  /**
   * `bytes` holds the words in UTF-8, one a line, without a newline at the end; of equal words the first is found.
   * `expected` is how many there should be: reading stops after one more, which `size` then shows.
   */
  constructor(bytes: Uint8Array, expected: number) {
    this.bytes = bytes
    this.starts = new Uint32Array(expected + 2)
    this.slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * expected + 4)))
    this.size = bytes.length === 0 ? 0 : this.fill(expected)
    let longest = 0
    for (let word = 0; word < this.size; word++) longest = Math.max(longest, this.lengthOf(word))
    this.longest = longest
    this.scratch = new Uint8Array(3 * longest)
  }

  /** The number of the word that `word` begins with, taken as its first `length` UTF-16 units; -1 when unknown. */
  find(word: string, length: number = word.length): number {
    if (length > this.longest) return -1
    const size = this.encode(word, length)
    return (this.slots[this.slotOf(size)] as number) - 1
  }

  /** One plain loop over all bytes, because it runs cold: it takes a quarter of the time of a call for each word. */
  private fill(expected: number): number {
    const { bytes, starts, slots } = this
    const mask = slots.length - 1
    let hash = FNV_OFFSET
    let count = 0
    for (let i = 0; i <= bytes.length; i++) {
      const byte = i < bytes.length ? (bytes[i] as number) : NEWLINE
      if (byte !== NEWLINE) {
        hash = Math.imul(hash ^ byte, FNV_PRIME)
        continue
      }
      let slot = (hash ^ (hash >>> 15)) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = ++count
      if (count > expected) return count
      starts[count] = i + 1
      hash = FNV_OFFSET
    }
    return count
  }

  private lengthOf(word: number): number {
    return (this.starts[word + 1] as number) - (this.starts[word] as number) - 1
  }

  /** Writes the UTF-8 bytes into `scratch` and returns their number. */
  private encode(word: string, length: number): number {
    for (let i = 0; i < length; i++) {
      const code = word.charCodeAt(i)
      if (code > 127) return encoder.encodeInto(word.slice(0, length), this.scratch).written
      this.scratch[i] = code
    }
    return length
  }

  /** The slot that holds the word in `scratch`, or an empty one. */
  private slotOf(length: number): number {
    let hash = FNV_OFFSET
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (this.scratch[i] as number), FNV_PRIME)
    const mask = this.slots.length - 1
    let slot = (hash ^ (hash >>> 15)) & mask
    for (;;) {
      const word = (this.slots[slot] as number) - 1
      if (word < 0 || this.isWord(word, length)) return slot
      slot = (slot + 1) & mask
    }
  }

  private isWord(word: number, length: number): boolean {
    if (this.lengthOf(word) !== length) return false
    const start = this.starts[word] as number
    for (let i = 0; i < length; i++) if (this.bytes[start + i] !== this.scratch[i]) return false
    return true
  }
}
