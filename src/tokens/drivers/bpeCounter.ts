import { AdditiveCounter } from '../AdditiveCounter.js'
import { cutLongRuns } from '../cutLongRuns.js'
import { MergeCounter } from '../MergeCounter.js'
import { RankTable, type Vocabulary } from '../RankTable.js'

/** Chunks whose count is remembered; when full the memory starts afresh, so that hostile text cannot fill it up. */
const REMEMBERED_CHUNKS = 20_000
/** Longest chunk, in UTF-16 units, that is remembered: longer ones are rarely seen twice. */
const REMEMBERED_LENGTH = 32

/** What makes up a byte-pair encoding. */
export interface BpeEncoding {
  /** Name, for example `o200k_base`. */
  name: string
  /** Tokens by rank. */
  vocabulary: Vocabulary
  /** Cuts a text into chunks that are merged one by one; with the flags `g` and `u`. */
  split: RegExp
}

/**
 * A counter that gives the encoding's own count for every text without a run of more than 512 letters, punctuation
 * marks or white-space characters. Longer runs are cut (cutLongRuns.ts); each cut moves the count by two tokens at most,
 * nearly always up (measured on runs of 4,096 units of 13 kinds, which a test repeats).
 * Special tokens such as `<|endoftext|>` are plain text here: tools are data, not control.
 */
export function bpeCounter(encoding: BpeEncoding): AdditiveCounter {
  const merger = new MergeCounter(new RankTable(encoding.vocabulary))
  const split = new RegExp(encoding.split.source, 'gu')
  let remembered = new Map<string, number>()
  const countChunk = (chunk: string): number => {
    const cached = remembered.get(chunk)
    if (cached !== undefined) return cached
    const tokens = merger.count(chunk)
    if (chunk.length > REMEMBERED_LENGTH) return tokens
    if (remembered.size >= REMEMBERED_CHUNKS) remembered = new Map()
    remembered.set(chunk, tokens)
    return tokens
  }
  const count = (text: string): number => {
    let tokens = 0
    for (const piece of cutLongRuns(text)) {
      for (let match = split.exec(piece); match !== null; match = split.exec(piece))
        tokens += countChunk(match[0])
    }
    return tokens
  }
  return new AdditiveCounter({ name: encoding.name, exact: true, count })
}
