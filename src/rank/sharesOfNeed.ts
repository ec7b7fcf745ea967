/** Best tools whose confidences say how much a task needs. */
const HEAD = 10

/**
 * How much of what a task needs each of its tools is likely to be, 0 to 1: confidences by rank, divided by the number of
 * tools that the ten best let expect, where that is above one. A tool is worth less to a task that needs many.
 */
export function sharesOfNeed(confidences: readonly number[]): number[] {
  const need = confidences.slice(0, HEAD).reduce((sum, confidence) => sum + confidence, 0)
  return need <= 1 ? [...confidences] : confidences.map((confidence) => confidence / need)
}
