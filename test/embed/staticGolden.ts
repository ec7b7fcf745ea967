import { readFileSync } from 'node:fs'

/** What the trainer makes of a text; `vector` holds the first eight values, rounded to six places. */
export interface GoldenPieces {
  text: string
  words: string[]
  rows: number[]
  vector: number[]
}

/** The cases that the trainer of the bundled model wrote with it. */
export function goldenPieces(): GoldenPieces[] {
  return JSON.parse(readFileSync(new URL('../golden/pieces.json', import.meta.url), 'utf8')) as GoldenPieces[]
}
