import { brierScore, calibrationError, type Forecast } from '../eval/calibrationError.js'
import type { Calibration, CalibrationItem, CalibrationSample, RecallCurve } from './Calibration.js'
import type { ConfidenceModel } from './confidence.js'
import { type FeatureScale, fitLogistic, probability } from './logistic.js'
import { sharesOfNeed } from './sharesOfNeed.js'

/** What a fit begins with: a model learned from many catalogs, and the scale of its features there. */
export interface ConfidencePrior extends ConfidenceModel {
  scale: FeatureScale
  /** How hard new data pulls away from it: see `LogisticPrior.strength`. */
  strength: number
}

/** Ranks that are fitted on: deeper ones are nearly all wrong and would drown them. */
const FITTED = 10
/** Ranks that quality is judged by. */
const JUDGED = 5
const FOLDS = 5

/** The part of a calibration that follows from labelled tasks. */
export type CalibrationFit = Pick<Calibration, 'tasks' | 'confidence' | 'recall' | 'quality'>

/**
 * Fits confidence to the labelled tasks of one catalog: logistic regression pulled to the prior. The recall curve and the
 * quality come from folds, so that no task is judged by a model that has seen it. Needs two samples or more. A pure
 * function.
 */
export function fitCalibration(
  samples: readonly CalibrationSample[],
  prior: ConfidencePrior,
): CalibrationFit {
  const folded = samples.map((_, at) => at % FOLDS)
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fitModel(
      samples.filter((_, at) => folded[at] !== fold),
      prior,
    ),
  )
  const forecasts = samples.map((sample, at) => calibrated(sample, models[folded[at]!]!))
  return {
    tasks: samples.length,
    confidence: fitModel(samples, prior),
    recall: recallCurve(samples, forecasts),
    quality: {
      before: calibrationError(
        judged(
          samples,
          samples.map((sample) => sample.items.map((item) => item.confidence)),
        ),
      ),
      after: calibrationError(judged(samples, forecasts)),
      brierSkill: brierSkill(samples, forecasts, folded),
    },
  }
}

function fitModel(samples: readonly CalibrationSample[], prior: ConfidencePrior): ConfidenceModel {
  const items = samples.flatMap((sample) => sample.items.slice(0, FITTED))
  const data = { rows: items.map((item) => item.features), labels: items.map(({ right }) => (right ? 1 : 0)) }
  return {
    features: prior.features,
    ...fitLogistic(data, { centre: prior, strength: prior.strength }, prior.scale),
  }
}

/** The confidences of a task's tools under a model of `LOCAL_FEATURES`. */
export function calibrated(sample: CalibrationSample, model: ConfidenceModel): number[] {
  return sample.items.map(({ features }) => sample.trust * probability(features, model))
}

/** The recall curve of tasks whose tools have these confidences. */
export function recallCurve(
  samples: readonly CalibrationSample[],
  confidences: readonly (readonly number[])[],
): RecallCurve {
  return samples.map(({ items, wanted }, at) => {
    const found: number[] = []
    const shares = sharesOfNeed(confidences[at]!)
    let lowest = 1
    for (const [rank, item] of items.entries()) {
      lowest = Math.min(lowest, shares[rank]!)
      // The best tool is always handed out.
      for (let i = 0; i < item.found; i++) found.push(rank === 0 ? 1 : lowest)
    }
    return [...found, ...new Array<number>(Math.max(0, wanted - found.length)).fill(0)]
  })
}

/** The forecasts of the tasks' best tools. */
export function judged(
  samples: readonly CalibrationSample[],
  confidences: readonly (readonly number[])[],
): Forecast[] {
  return samples.flatMap(({ items }, at) =>
    items.slice(0, JUDGED).map(({ right }, rank) => forecast(confidences[at]![rank]!, right)),
  )
}

function forecast(probability: number, right: boolean): Forecast {
  return { probability, outcome: right ? 1 : 0 }
}

function brierSkill(
  samples: readonly CalibrationSample[],
  confidences: readonly (readonly number[])[],
  folded: readonly number[],
): number {
  const byFold = Array.from({ length: FOLDS }, (_, fold) =>
    rankRates(samples.filter((_, at) => folded[at] !== fold)),
  )
  const ranks = samples.map(({ items }, at) => items.map((_, rank) => byFold[folded[at]!]![rank] ?? 0))
  const base = brierScore(judged(samples, ranks))
  return base === 0 ? 0 : 1 - brierScore(judged(samples, confidences)) / base
}

/** How often the tool at each of the best ranks is right: what a predictor knows that knows the rank alone. */
export function rankRates(samples: readonly CalibrationSample[]): number[] {
  return Array.from({ length: JUDGED }, (_, rank) => {
    const items = samples.flatMap<CalibrationItem>(({ items }) => items[rank] ?? [])
    return (items.filter(({ right }) => right).length + 0.5) / (items.length + 1)
  })
}
