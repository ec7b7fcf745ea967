/** Bit of a character that can be part of a run of letters (letters and combining marks). */
export const LETTER = 1
/** Bit of a character that can be part of a run of punctuation (neither space, letter nor number; also CR and LF). */
export const PUNCTUATION = 2
/** Bit of a character that can be part of a run of white space. */
export const SPACE = 4
/** Bit of a number. Tokenizers keep at most three of them together. */
export const DIGIT = 8

const RULES: readonly (readonly [RegExp, number])[] = [
  [/^[\p{L}\p{M}]$/u, LETTER],
  [/^(?:[^\s\p{L}\p{N}]|[\r\n])$/u, PUNCTUATION],
  [/^\s$/u, SPACE],
  [/^\p{N}$/u, DIGIT],
]

/** One byte per code point, filled on demand; 0 = not asked yet, since every code point has at least one bit. */
const known = new Uint8Array(0x110000)

function classify(codePoint: number): number {
  const character = String.fromCodePoint(codePoint)
  let bits = 0
  for (const [pattern, bit] of RULES) if (pattern.test(character)) bits |= bit
  known[codePoint] = bits
  return bits
}

/**
 * Bits of a code point (0 to 0x10FFFF): which kinds of run it may lengthen. A lone surrogate is punctuation.
 * Several bits may be set: a combining mark belongs to words and to punctuation, a line feed to spaces and punctuation.
 */
export function charClass(codePoint: number): number {
  return known[codePoint] || classify(codePoint)
}
