/**
 * A generator of integers from 0 to 2^32 - 1, the same sequence for the same seed: mulberry32 by Tommy Ettinger (public
 * domain, 2017): a Weyl sequence with a multiply-xorshift finaliser. Period 2^32; good enough to draw samples,
 * not for secrets.
 *
 * @param seed - an integer; its low 32 bits count
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}
