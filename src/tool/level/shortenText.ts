import { sentencePieces } from './sentencePieces.js'

/** How a text is shortened. */
export interface ShortenOptions {
  /** Characters to keep, 1 or more. A first sentence of up to twice as many is kept whole. */
  limit: number
  /** Sentences to leave out, as `sentencePieces` gives them. The first of them stays where nothing else would. */
  without: ReadonlySet<string>
}

/** A shortened text. */
export interface Shortened {
  text: string
  /** Some sentences of `without` are gone. */
  repeatedGone: boolean
  /** Sentences past the limit are gone. */
  cut: boolean
}

/**
 * Leaves out what is repeated, then cuts at the last sentence or line end within the limit. Only a first sentence that is
 * longer than twice the limit is cut inside, at a word, and ends in `…`. The text itself comes back where that is no shorter.
 */
export function shortenText(text: string, { limit, without }: ShortenOptions): Shortened {
  const same = { text, repeatedGone: false, cut: false }
  if (text.length <= limit && without.size === 0) return same
  const all = sentencePieces(text)
  const own = all.filter((piece) => !without.has(piece.text))
  const kept = own.length > 0 ? own : all.slice(0, 1)
  const repeatedGone = kept.length < all.length
  if (!repeatedGone && text.length <= limit) return same
  let short = cutLong(kept[0]?.text ?? '', 2 * limit)
  let taken = 1
  for (; taken < kept.length; taken++) {
    const { before, text: next } = kept[taken]!
    if (short.length + before.length + next.length > limit) break
    short += before + next
  }
  if (short.length >= text.length) return same
  return { text: short, repeatedGone, cut: taken < kept.length || short.endsWith('…') }
}

/** At most `limit` characters of a text, cut between words; what is cut ends in `…`. */
export function cutLong(text: string, limit: number): string {
  if (text.length <= limit) return text
  const head = text.slice(0, limit - 1)
  const space = head.lastIndexOf(' ')
  // A text without spaces (a URL, Chinese) is cut where it is, but never inside a surrogate pair.
  const end = space > limit / 2 ? space : /[\uD800-\uDBFF]$/.test(head) ? head.length - 1 : head.length
  return `${head.slice(0, end)}…`
}
