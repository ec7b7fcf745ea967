import { seededRandom } from './seededRandom.js'

/**
 * Items drawn without replacement, in the order of drawing, the same for the same seed (Fisher and Yates).
 *
 * @param options - `most`: how many at most, from 0; `seed`: any safe integer
 */
export function drawn<Item>(items: readonly Item[], { most, seed }: { most: number; seed: number }): Item[] {
  const random = seededRandom(seed)
  const rest = [...items]
  const count = Math.min(most, rest.length)
  for (let at = 0; at < count; at++) {
    const other = at + (random() % (rest.length - at))
    const kept = rest[at]!
    rest[at] = rest[other]!
    rest[other] = kept
  }
  return rest.slice(0, count)
}
