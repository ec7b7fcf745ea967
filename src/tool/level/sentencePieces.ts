/** A sentence or line of a text. */
export interface Piece {
  /** Trimmed, never empty. */
  text: string
  /** What stands before it in a shortened text: a line break where the text had one. */
  before: '' | ' ' | '\n'
}

/**
 * Where sentences and lines end. A full stop before a small letter or after "e.g." ends none. Every alternative starts at
 * a character that the one before it has not passed, so the time is linear.
 */
const ENDS =
  /(?<=[.!?])(?<!\b(?:[eE]\.g|[iI]\.e|etc|vs|cf|approx|incl|max|min)\.)[ \t]+(?=[^a-z\s])|(?<=[。！？])|\n\s*/gu

/** Cuts a text at sentence ends and line ends. */
export function sentencePieces(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  let before: Piece['before'] = ''
  const add = (end: number) => {
    const piece = text.slice(from, end).trim()
    if (piece !== '') pieces.push({ text: piece, before: pieces.length === 0 ? '' : before })
  }
  for (const match of text.matchAll(ENDS)) {
    add(match.index)
    before = match[0].startsWith('\n') ? '\n' : match[0] === '' ? '' : ' '
    from = match.index + match[0].length
  }
  add(text.length)
  return pieces
}
