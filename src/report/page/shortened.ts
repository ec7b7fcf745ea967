import { plainText } from '../plainText.js'

/** Mean width of a letter at the size of the plots' text, in pixels. */
const LETTER = 6.8

/** Text of at most `room` pixels, its end left out where it is longer. */
export function shortened(text: string, room: number): string {
  const letters = [...plainText(text)]
  const most = Math.max(1, Math.floor(room / LETTER))
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`
}

/** About how wide a text will be, in pixels. */
export function widthOf(text: string): number {
  return [...plainText(text)].length * LETTER
}
