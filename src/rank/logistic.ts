/** A fitted or given logistic function: probability = 1 / (1 + exp(-(bias + sum of weight x feature))). */
export interface Logistic {
  weights: readonly number[]
  bias: number
}

/** Rows to fit on. */
export interface LogisticData {
  /** One row of features each, all of one length. */
  rows: readonly (readonly number[])[]
  /** 0 or 1 a row. */
  labels: readonly number[]
  /** How much a row counts, above 0. Default 1 each. */
  counts?: readonly number[]
}

/** How a fit is held back. */
export interface LogisticPrior {
  /** What the weights are pulled to. Default: zero weights, zero bias. */
  centre?: Logistic
  /** Strength of the pull on the weights, above 0, in rows whose features have variance 1. */
  strength: number
  /** By weight: 1 may not be below 0, -1 not above 0, 0 is free. Default: all free. */
  signs?: readonly number[]
}

const ROUNDS = 40
/** Halvings of a step that leads uphill, as Newton's may where the rows can nearly be told apart; then it has arrived. */
const HALVINGS = 20
const BIAS_STRENGTH = 1e-3
const MAX_LOGIT = 30

/** Probability of a row, 0 to 1. */
export function probability(row: readonly number[], { weights, bias }: Logistic): number {
  let logit = bias
  for (let i = 0; i < weights.length; i++) logit += weights[i]! * row[i]!
  return 1 / (1 + Math.exp(-logit))
}

/**
 * Logistic regression with a Gaussian prior (the mode of the posterior) by damped Newton steps; deterministic. Features are
 * brought to mean 0 and variance 1 by `scale`, or by the data where it is absent; the result is for plain features.
 */
export function fitLogistic(data: LogisticData, prior: LogisticPrior, scale = scaleOf(data)): Logistic {
  const { means, deviations } = scale
  const size = means.length
  const rows = data.rows.map((row) => [...row.map((value, i) => (value - means[i]!) / deviations[i]!), 1])
  const centre = scaled(prior.centre ?? { weights: means.map(() => 0), bias: 0 }, scale)
  const strengths = [...means.map(() => prior.strength), BIAS_STRENGTH]
  const loss = (at: readonly number[]) => penalty(at, centre, strengths) - logLikelihood(rows, data, at)
  let fitted = [...centre]
  for (let round = 0; round < ROUNDS; round++) {
    const { gradient, hessian } = derivatives(rows, data, fitted)
    for (let i = 0; i <= size; i++) {
      gradient[i]! += strengths[i]! * (centre[i]! - fitted[i]!)
      hessian[i]![i]! += strengths[i]!
    }
    const step = solve(hessian, gradient)
    if (step.every((value) => Math.abs(value) < 1e-9)) break
    const next = downhill(fitted, step, { loss, signs: prior.signs ?? [] })
    if (next === undefined) break
    fitted = next
  }
  return plain(fitted, scale)
}

/** The point along a step, at most its whole length, where the loss is lower; undefined where it is nowhere. */
function downhill(
  from: readonly number[],
  step: readonly number[],
  { loss, signs }: { loss: (at: readonly number[]) => number; signs: readonly number[] },
): number[] | undefined {
  const before = loss(from)
  for (let length = 1; length >= 2 ** -HALVINGS; length /= 2) {
    const next = from.map((value, i) => clamp(value + length * step[i]!, signs[i] ?? 0))
    if (loss(next) < before) return next
  }
  return undefined
}

/** Mean and deviation of each feature; deviations are above 0. */
export interface FeatureScale {
  means: readonly number[]
  deviations: readonly number[]
}

/** The scale of the features in some data. */
export function scaleOf({ rows, counts }: LogisticData): FeatureScale {
  const width = rows[0]?.length ?? 0
  const total = counts?.reduce((sum, count) => sum + count, 0) ?? rows.length
  const mean = (of: (row: readonly number[]) => number) =>
    rows.reduce((sum, row, at) => sum + (counts?.[at] ?? 1) * of(row), 0) / total
  const means = Array.from({ length: width }, (_, i) => mean((row) => row[i]!))
  const deviations = means.map((center, i) => Math.sqrt(mean((row) => (row[i]! - center) ** 2)) + 1e-6)
  return { means, deviations }
}

function scaled({ weights, bias }: Logistic, { means, deviations }: FeatureScale): number[] {
  return [
    ...weights.map((weight, i) => weight * deviations[i]!),
    bias + weights.reduce((sum, w, i) => sum + w * means[i]!, 0),
  ]
}

function plain(fitted: readonly number[], { means, deviations }: FeatureScale): Logistic {
  const weights = means.map((_, i) => fitted[i]! / deviations[i]!)
  return { weights, bias: fitted.at(-1)! - weights.reduce((sum, w, i) => sum + w * means[i]!, 0) }
}

function derivatives(
  rows: readonly number[][],
  { labels, counts }: LogisticData,
  coefficients: readonly number[],
) {
  const size = coefficients.length
  const gradient = new Array<number>(size).fill(0)
  const hessian = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (const [at, row] of rows.entries()) {
    const logit = logitOf(row, coefficients)
    const p = 1 / (1 + Math.exp(-Math.max(-MAX_LOGIT, Math.min(MAX_LOGIT, logit))))
    const count = counts?.[at] ?? 1
    for (let i = 0; i < size; i++) {
      gradient[i]! += count * row[i]! * (labels[at]! - p)
      for (let j = 0; j <= i; j++) hessian[i]![j]! += count * row[i]! * row[j]! * p * (1 - p)
    }
  }
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) hessian[i]![j] = hessian[j]![i]!
  return { gradient, hessian }
}

function penalty(at: readonly number[], centre: readonly number[], strengths: readonly number[]): number {
  return at.reduce((sum, value, i) => sum + (strengths[i]! * (value - centre[i]!) ** 2) / 2, 0)
}

function logLikelihood(
  rows: readonly number[][],
  { labels, counts }: LogisticData,
  coefficients: readonly number[],
): number {
  let sum = 0
  for (const [at, row] of rows.entries()) {
    const logit = logitOf(row, coefficients)
    // ln(1 + exp(x)) that neither overflows nor loses small values.
    const softplus = Math.max(0, logit) + Math.log1p(Math.exp(-Math.abs(logit)))
    sum += (counts?.[at] ?? 1) * (labels[at]! * logit - softplus)
  }
  return sum
}

function logitOf(row: readonly number[], coefficients: readonly number[]): number {
  let logit = 0
  for (let i = 0; i < row.length; i++) logit += row[i]! * coefficients[i]!
  return logit
}

function clamp(value: number, sign: number): number {
  return sign === 0 || value * sign >= 0 ? value : 0
}

/** Solves a small linear system by elimination with partial pivoting. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  const n = rows.length
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let row = column + 1; row < n; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row
    const held = rows[column]!
    rows[column] = rows[pivot]!
    rows[pivot] = held
    for (let row = 0; row < n; row++) {
      if (row === column) continue
      const factor = rows[row]![column]! / rows[column]![column]!
      for (let k = column; k <= n; k++) rows[row]![k]! -= factor * rows[column]![k]!
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!)
}
