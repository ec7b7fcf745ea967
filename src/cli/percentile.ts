/**
 * The value below which a share of the values lies, by nearest rank; 0 for no values.
 *
 * @param share From 0 to 1, for example 0.95.
 */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}
