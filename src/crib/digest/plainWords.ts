/** Most characters of a word in a digest. */
const MAX_WORD = 24

/**
 * Words of letters and digits alone, each cut to 24 characters: nothing that a server sent can bring punctuation, a line
 * break or a hidden character into a digest. Case stays.
 */
export function plainWords(text: string): string[] {
  const shown = text.normalize('NFKC').replace(/\p{DI}/gu, '')
  return (shown.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => [...word].slice(0, MAX_WORD).join(''))
}
