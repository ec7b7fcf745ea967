import type { ConfidenceModel } from './confidence.js'

/** One ranked tool of a labelled task, as calibration sees it. */
export interface CalibrationItem {
  /** Values of `LOCAL_FEATURES`. */
  features: readonly number[]
  /** Confidence out of the box, 0 to 1. */
  confidence: number
  /** Whether it is a right tool (or as good as one). */
  right: boolean
  /** How many of the task's wants it is the first to satisfy. */
  found: number
}

/** One labelled task with what was ranked for it, by rank. */
export interface CalibrationSample {
  /** How many tools the task wants (alternatives count as one), 1 or more. */
  wanted: number
  /** What every confidence of the task is multiplied by: below 1 where the embedder knows few of its words. */
  trust: number
  items: readonly CalibrationItem[]
}

/**
 * Where the wants of labelled tasks are found: for each task, and each tool that it wants, the lowest share of the
 * need (`sharesOfNeed`) on the way down to that tool; 0 where it is not among the ranked ones. From it follows how far
 * down tools have to be handed out for any recall.
 */
export type RecallCurve = readonly (readonly number[])[]

/** How good a calibration is, by cross-validation over its own tasks (five folds). */
export interface CalibrationQuality {
  /** Expected calibration error of the five best tools of each task, ten bins of equal mass: out of the box, and after. */
  before: number
  after: number
  /** Share by which it betters the Brier score of a predictor that knows the rank alone; below 0 where it is worse. */
  brierSkill: number
}

/** What `calibrate` learned of one catalog: plain JSON, to be kept and given to `createCrib`. */
export interface Calibration {
  version: 1
  /** `revision` of the catalog. */
  catalog: string
  /** Id of the embedder. */
  embedder: string
  /** Labelled tasks. */
  tasks: number
  confidence: ConfidenceModel
  recall: RecallCurve
  quality: CalibrationQuality
}
