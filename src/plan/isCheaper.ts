/** Differences of money below this share are errors of rounding. */
const ROUNDING = 1e-12

/** True where `usd` is less than `other`, both 0 or more. */
export function isCheaper(usd: number, other: number): boolean {
  return usd < other - ROUNDING * other
}
