import { seededRandom } from './seededRandom.js'

/** How to resample. */
export interface ResampleOptions {
  /** How many samples to draw, an integer from 1. Default 1000. */
  resamples?: number
  /** Any safe integer; the same seed draws the same samples. Default 0. */
  seed?: number
}

/**
 * Means of samples drawn with replacement, each as large as the data (the bootstrap of Efron 1979,
 * https://doi.org/10.1214/aos/1176344552). All columns share one draw of rows, so means of one sample belong together.
 *
 * @param columns - values by column, all of one length n >= 1
 * @returns one array per column, `resamples` means each, in the order of drawing
 */
export function resampleMeans(
  columns: readonly Float64Array[],
  { resamples, seed }: Required<ResampleOptions>,
): Float64Array[] {
  const rows = columns[0]?.length ?? 0
  const { kindOf, first } = kindsOfRow(columns, rows)
  const means = columns.map(() => new Float64Array(resamples))
  const random = seededRandom(seed)
  const drawn = new Int32Array(first.length)
  for (let sample = 0; sample < resamples; sample++) {
    drawn.fill(0)
    for (let draw = 0; draw < rows; draw++) {
      const kind = kindOf[Math.floor((random() / 2 ** 32) * rows)]!
      drawn[kind] = drawn[kind]! + 1
    }
    for (const [at, column] of columns.entries()) {
      let sum = 0
      for (let kind = 0; kind < first.length; kind++) sum += drawn[kind]! * column[first[kind]!]!
      means[at]![sample] = sum / rows
    }
  }
  return means
}

/**
 * Rows of equal values are one kind, so that a draw is counted rather than added up column by column: rankings have few
 * distinct outcomes (a dozen with one gold tool a query), and this is several times as fast.
 */
function kindsOfRow(columns: readonly Float64Array[], rows: number): { kindOf: Int32Array; first: number[] } {
  const kinds = new Map<string, number>()
  const kindOf = new Int32Array(rows)
  const first: number[] = []
  for (let row = 0; row < rows; row++) {
    const key = columns.map((column) => column[row]).join()
    const kind = kinds.get(key) ?? first.push(row) - 1
    kinds.set(key, kind)
    kindOf[row] = kind
  }
  return { kindOf, first }
}
