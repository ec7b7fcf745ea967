/** A probability and what came true: 1 or 0. */
export interface Forecast {
  /** 0 to 1. */
  probability: number
  outcome: 0 | 1
}

/**
 * Expected calibration error over bins of equal mass: forecasts sorted by probability are cut into `bins` parts of equal
 * size, and the gaps between mean probability and mean outcome are averaged by size (M. Naeini, G. Cooper, M. Hauskrecht,
 * Obtaining well calibrated probabilities using Bayesian binning, 2015, with equal mass). 0 is best; 0 without forecasts.
 */
export function calibrationError(forecasts: readonly Forecast[], bins = 10): number {
  let error = 0
  for (const { probability, outcome, share } of reliability(forecasts, bins))
    error += share * Math.abs(probability - outcome)
  return error
}

/** One bin: its share of all forecasts, and the means of what was said and what came. */
export interface ReliabilityBin {
  share: number
  probability: number
  outcome: number
}

/** The bins of a reliability diagram, lowest probability first; empty ones are left out. */
export function reliability(forecasts: readonly Forecast[], bins = 10): ReliabilityBin[] {
  const sorted = [...forecasts].sort((a, b) => a.probability - b.probability)
  const cut = (bin: number) => Math.round((bin * sorted.length) / bins)
  return Array.from({ length: bins }, (_, bin) => sorted.slice(cut(bin), cut(bin + 1)))
    .filter((part) => part.length > 0)
    .map((part) => ({
      share: part.length / sorted.length,
      probability: part.reduce((sum, { probability }) => sum + probability, 0) / part.length,
      outcome: part.reduce((sum, { outcome }) => sum + outcome, 0) / part.length,
    }))
}

/** Mean squared difference of probability and outcome (G. Brier, 1950); 0 is best, NaN-free: 0 without forecasts. */
export function brierScore(forecasts: readonly Forecast[]): number {
  const sum = forecasts.reduce((total, { probability, outcome }) => total + (probability - outcome) ** 2, 0)
  return forecasts.length === 0 ? 0 : sum / forecasts.length
}
