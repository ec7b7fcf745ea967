/** Sizes that are tried at first grow by this factor. */
const GROWTH = 1.25

/**
 * The least integer from `least` to `most` for which `holds` becomes true: it does not hold one below, unless that is
 * `least`. Sizes 25 % apart are tried, and the gap before the first that holds is halved; a stretch shorter than that may be
 * overlooked.
 * Null where it holds for none that was tried.
 */
export function firstWhere(
  holds: (size: number) => boolean,
  { least, most }: { least: number; most: number },
): number | null {
  let below = least - 1
  let size = least
  while (!holds(size)) {
    if (size >= most) return null
    below = size
    size = Math.min(most, Math.max(size + 1, Math.floor(size * GROWTH)))
  }
  while (size - below > 1) {
    const middle = Math.floor((below + size) / 2)
    if (holds(middle)) size = middle
    else below = middle
  }
  return size
}
