/**
 * Logistic regression by Newton's method (iteratively reweighted least squares) with a small ridge; deterministic.
 * `rows` hold the features, a leading 1 for the bias included; `labels` are 0 or 1; `weights` default to 1.
 */
export function fitLogistic(rows: readonly number[][], labels: readonly number[], ridge = 1e-3): number[] {
  const size = rows[0]?.length ?? 0
  let coefficients = new Array<number>(size).fill(0)
  for (let round = 0; round < 30; round++) {
    const gradient = new Array<number>(size).fill(0)
    const hessian = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => (i === j ? ridge : 0)),
    )
    for (const [at, row] of rows.entries()) {
      const p = probability(row, coefficients)
      for (let i = 0; i < size; i++) {
        gradient[i]! += row[i]! * (labels[at]! - p)
        for (let j = 0; j < size; j++) hessian[i]![j]! += row[i]! * row[j]! * p * (1 - p)
      }
    }
    const step = solve(hessian, gradient)
    coefficients = coefficients.map((value, i) => value + step[i]!)
    if (Math.max(...step.map(Math.abs)) < 1e-8) break
  }
  return coefficients
}

/** The fitted probability of a row. */
export function probability(row: readonly number[], coefficients: readonly number[]): number {
  return 1 / (1 + Math.exp(-row.reduce((sum, value, i) => sum + value * coefficients[i]!, 0)))
}

/** Solves a small linear system by elimination with partial pivoting. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  const n = rows.length
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let row = column + 1; row < n; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row
    const kept = rows[column]!
    rows[column] = rows[pivot]!
    rows[pivot] = kept
    for (let row = 0; row < n; row++) {
      if (row === column) continue
      const factor = rows[row]![column]! / rows[column]![column]!
      for (let k = column; k <= n; k++) rows[row]![k]! -= factor * rows[column]![k]!
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!)
}
