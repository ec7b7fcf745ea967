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
  const width = columns.length
  const rows = columns[0]?.length ?? 0
  // Row by row, so that one draw touches neighbouring memory: columns one by one take several times as long.
  const table = new Float64Array(rows * width)
  for (const [at, column] of columns.entries())
    for (let row = 0; row < rows; row++) table[row * width + at] = column[row]!
  const means = columns.map(() => new Float64Array(resamples))
  const random = seededRandom(seed)
  const sums = new Float64Array(width)
  for (let sample = 0; sample < resamples; sample++) {
    sums.fill(0)
    for (let drawn = 0; drawn < rows; drawn++) {
      const start = Math.floor((random() / 2 ** 32) * rows) * width
      for (let at = 0; at < width; at++) sums[at] = sums[at]! + table[start + at]!
    }
    for (let at = 0; at < width; at++) means[at]![sample] = sums[at]! / rows
  }
  return means
}
