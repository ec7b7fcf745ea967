import type { FeatureScale } from '../../src/rank/logistic.js'
import { fitLogistic, type Logistic, type LogisticData } from '../../src/rank/logistic.js'

/** Pull on the fit of one set: enough that a feature which hardly varies in it stays where it is. */
const OWN_STRENGTH = 3

/** Variance that is added to each, in the units of a weight of a feature of variance 1: no weight is held for good. */
const FLOOR = 0.005

/**
 * How hard each weight of `prior` is to be held when it is fitted to one more catalog: 1 / the variance of the weight over
 * the catalogs that are known (empirical Bayes: B. Efron, C. Morris, Stein's estimation rule and its competitors, 1973).
 * What differs from catalog to catalog gives way to few tasks, what is the same everywhere to many.
 */
export function pullStrengths(sets: readonly LogisticData[], prior: Logistic, scale: FeatureScale): number[] {
  const own = sets.map((data) =>
    fitLogistic(data, { centre: prior, strengths: prior.weights.map(() => OWN_STRENGTH) }, scale),
  )
  return prior.weights.map((weight, at) => {
    const squares = own.map(({ weights }) => ((weights[at]! - weight) * scale.deviations[at]!) ** 2)
    return 1 / (squares.reduce((sum, square) => sum + square, 0) / squares.length + FLOOR)
  })
}
