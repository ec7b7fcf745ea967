/** Sizes that are tried grow by this factor. */
const GROWTH = 1.25

/**
 * The least integer from `least` to `most` from which on `holds` is true: it is not true one below, unless that is less than
 * `least`. Tried are sizes 25 % apart, and all that halving the gap below them leads to; a stretch shorter than that in
 * which it does not hold may be overlooked. Null where it does not hold for `most`.
 */
export function holdsFrom(
  holds: (size: number) => boolean,
  { least, most }: { least: number; most: number },
): number | null {
  if (!holds(most)) return null
  let from = most
  let below = from
  while (below === from) {
    if (from === least) return least
    below = Math.max(least, Math.min(from - 1, Math.floor(from / GROWTH)))
    if (holds(below)) from = below
  }
  while (from - below > 1) {
    const middle = Math.floor((below + from) / 2)
    if (holds(middle)) from = middle
    else below = middle
  }
  return from
}
