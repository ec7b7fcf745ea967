/** A secret by its looks, and what is put in its place. */
interface Secret {
  pattern: RegExp
  by: string
  /** Whether a match is harmless. Default: none is. */
  spares?: (match: string) => boolean
}

/** Digits of the longest number that is kept: dates, amounts, ticket numbers. Cards, phones and accounts have more. */
const MAX_DIGITS = 8

const DATE = /^\d{4}-\d\d-\d\d/

const SECRETS: readonly Secret[] = [
  {
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    by: '<key>',
  },
  // Web tokens, and keys that say whose they are.
  { pattern: /\beyJ[\w-]{10,}\.[\w-]{5,}\.[\w-]*/g, by: '<key>' },
  {
    pattern: /\b(?:sk|pk|rk|gh[pousr]|github_pat|glpat|xox[abposr]|npm|hf|AKIA|ASIA|AIza)[-_]?[\w-]{16,}/g,
    by: '<key>',
  },
  {
    pattern:
      /(?<=\b(?:bearer|token|password|passwort|secret|api[_-]?key)\b["']?\s*[:=]?\s{0,3}["']?)[^\s"',;]{8,}(?=["',;\s]|$)/gi,
    by: '<key>',
    spares: (match) => !/\d/.test(match),
  },
  // The part of an address that signs in.
  { pattern: /(?<=:\/\/)[^\s/@:]+:[^\s/@]+(?=@)/g, by: '<key>' },
  // A host name has a dot in it; `git@github` is none.
  { pattern: /[\w.%+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g, by: '<email>' },
  // Long runs of letters and digits mixed: hashes, random keys.
  { pattern: /\b(?=\w*\d)(?=\w*[A-Za-z])\w{32,}\b/g, by: '<key>' },
  {
    pattern: /\+?\d(?:[ .()/-]{0,2}\d){8,}/g,
    by: '<number>',
    spares: (match) => DATE.test(match) || digitsOf(match) <= MAX_DIGITS,
  },
]

function digitsOf(text: string): number {
  return text.replace(/\D/g, '').length
}

/**
 * The text with what looks like a secret replaced: `<email>`, `<key>` (tokens, passwords that are named as such, long
 * random text) and `<number>` (more than 8 digits). What does not look like one, a name for example, stays.
 */
export function redactText(text: string): { text: string; redacted: number } {
  let redacted = 0
  let safe = text
  for (const { pattern, by, spares } of SECRETS) {
    safe = safe.replace(pattern, (match) => {
      if (spares?.(match) === true) return match
      redacted += 1
      return by
    })
  }
  return { text: safe, redacted }
}
