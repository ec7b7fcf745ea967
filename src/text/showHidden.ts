/**
 * Characters that can change what is shown without being seen: control (Cc), format and bidirectional (Cf), line and
 * paragraph separators, lone surrogates, unassigned code points, and everything that Unicode lists as ignorable by
 * default (tag characters, variation selectors, fillers), except the emoji selector U+FE0F.
 */
export const HIDDEN = /(?!\uFE0F)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Cn}\p{DI}]/gu

/** Shows hidden characters as `\u{202E}`; the rest of the text stays as it is. */
export function showHidden(text: string): string {
  return text.replace(HIDDEN, (character) => `\\u{${character.codePointAt(0)?.toString(16).toUpperCase()}}`)
}
