/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959963984540054

/**
 * 95 % interval of a share by E. Wilson (Probable inference, the law of succession, and statistical inference, 1927):
 * unlike a bootstrap it stays wide where all of a few tries went well. For means of values between 0 and 1 it is on the
 * safe side, since none varies more than a share does.
 *
 * @param mean - 0 to 1
 * @param tries - how many values the mean is of, an integer from 0; without any the interval is 0 to 1
 */
export function wilsonInterval(mean: number, tries: number): [number, number] {
  if (tries === 0) return [0, 1]
  const z2 = Z * Z
  const centre = mean + z2 / (2 * tries)
  const spread = Z * Math.sqrt((mean * (1 - mean)) / tries + z2 / (4 * tries * tries))
  const scale = 1 + z2 / tries
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)]
}
