/** Character classes of ASCII: 0 = separator, then lower, upper, digit. */
const LOWER = 1
const UPPER = 2
const DIGIT = 3
const ASCII_CLASS = asciiClasses()

/** Scripts written without spaces: each character is a word of its own. */
const SOLO = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`
const MARKS = /\p{M}+/gu
const CASE_CHANGE = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu
const WORDS = new RegExp(String.raw`${SOLO}|(?:(?!${SOLO})\p{L})+|\p{N}+`, 'gu')

/**
 * The words of a text or identifier: accents dropped (NFKD without marks), split where the case changes
 * (`parseHTTPUrl` gives parse, http, url) and between letters and digits, lower-cased. Everything else separates.
 * Each Han, Hiragana or Katakana character is a word. Never throws; lone surrogates separate.
 *
 * The trainer of the bundled model (model/pieces.py) splits the same way; test/golden/pieces.json ties the two.
 */
export function splitWords(text: string): string[] {
  return splitAscii(text) ?? splitUnicode(text)
}

/** The plain definition, for any text; `splitWords` is its fast twin. */
export function splitUnicode(text: string): string[] {
  const spaced = text.normalize('NFKD').replace(MARKS, '').replace(CASE_CHANGE, ' ')
  return spaced.toLowerCase().match(WORDS) ?? []
}

/** One pass without regular expressions; undefined when a character is not ASCII. */
function splitAscii(text: string): string[] | undefined {
  const words: string[] = []
  const lower = text.toLowerCase()
  let start = 0
  let before = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 127) return undefined
    const kind = ASCII_CLASS[code] as number
    if (kind !== before || kind === UPPER) {
      const starts =
        kind === UPPER && before === UPPER ? endsAcronym(text, i) : kind !== LOWER || before === DIGIT
      if (before !== 0 && starts) {
        words.push(lower.slice(start, i))
        start = i
      }
      if (before === 0) start = i
      before = kind
    }
  }
  if (before !== 0) words.push(lower.slice(start))
  return words
}

/** Whether the capital at `i` is no part of the acronym before it but begins a capitalised word: the S of HTTPServer. */
function endsAcronym(text: string, i: number): boolean {
  const next = text.charCodeAt(i + 1)
  return next <= 127 && ASCII_CLASS[next] === LOWER
}

function asciiClasses(): Uint8Array {
  const classes = new Uint8Array(128)
  classes.fill(LOWER, 97, 123)
  classes.fill(UPPER, 65, 91)
  classes.fill(DIGIT, 48, 58)
  return classes
}
