import type { QueryRow } from 'toolcrib/eval'
import { Draw } from '../attacks/Draw.js'
import type { Change } from './Change.js'

const SEED = 14

/** Words shorter than this are typed right. */
const SHORTEST = 4

/** One word in so many has a typo. */
const ONE_IN = 5

/** Tasks in upper case. */
export const upperCase: Change = {
  name: 'tasks: upper case',
  what: 'tasks are written in capitals',
  apply: (set) => retyped(set, (text) => text.toUpperCase()),
}

/** Typos in a fifth of the longer words: letters are swapped, left out or typed twice. The same for the same task. */
export const typos: Change = {
  name: 'tasks: typos',
  what: 'one word in five of four letters or more has two letters swapped, one left out or one doubled',
  apply: (set) =>
    retyped(set, (text, { id }) => {
      const draw = new Draw(
        [...id].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), SEED) | 0,
      )
      return text.replaceAll(/\p{L}+/gu, (word) =>
        word.length < SHORTEST || draw.below(ONE_IN) !== 0 ? word : mistyped(word, draw),
      )
    }),
}

function retyped<Set extends { queries: QueryRow[] }>(
  set: Set,
  type: (text: string, row: QueryRow) => string,
): Set {
  return {
    ...set,
    queries: set.queries.map((row) => ({
      ...row,
      text: type(row.text, row),
      ...(row.history === undefined ? {} : { history: row.history.map((text) => type(text, row)) }),
    })),
  }
}

/** The first letter stays: that one people get right. */
function mistyped(word: string, draw: Draw): string {
  const at = 1 + draw.below(word.length - 2)
  const [before, one, two, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)]
  return draw.of([
    `${before}${two}${one}${after}`,
    `${before}${two}${after}`,
    `${before}${one}${one}${two}${after}`,
  ])
}
