import { type CalibrationSample, type Crib, calibrated, calibrationOf, createCrib } from 'toolcrib'
import { brierScore, calibrationError, type Forecast, type ReliabilityBin, reliability } from 'toolcrib/eval'
import type { BenchSet } from '../data/BenchSet.js'
import { shuffled } from '../data/devSets.js'
import type { Progress } from '../report/createProgress.js'
import { type Padding, paddingFigures } from './paddingFigures.js'

/** Labelled tasks of a calibration. */
const CALIBRATION_TASKS = 100
/** Draws of them that are averaged. */
export const SPLITS = 50
/** Ranks that are judged. */
export const JUDGED = 5

/** How far the confidences of one set can be believed. Errors are expected calibration errors, 0 to 1. */
export interface CalibrationFigures {
  tools: number
  tasks: number
  /** Out of the box. */
  raw: number
  /** Brier score out of the box: mean squared error of the confidences, 0 to 1. */
  brier: number
  /** After calibration with `calibrationTasks(tasks)` tasks, on the rest: mean over the splits. */
  calibrated: number
  /** Share by which the calibrated Brier score betters that of the rank's own rate in the same 100 tasks; mean. */
  brierSkill: number
  /** Bins of the reliability diagram: out of the box, and of the first split after calibration. */
  bins: { raw: ReliabilityBin[]; calibrated: ReliabilityBin[] }
  /** Absent for a set of the user's own. */
  padded?: Padding
}

/** Ranks every task of a set, calibrates on seeded draws of 100, and judges on the rest. */
export async function calibrationSuite(
  set: BenchSet,
  pad: BenchSet['sources'] | undefined,
  progress: Progress,
): Promise<CalibrationFigures> {
  const crib = await createCrib({ sources: set.sources, invalidTools: 'skip', tokenizer: 'estimate' })
  try {
    const samples = await samplesOf(crib, set.queries, (share) => progress.update(share / 2))
    const raw = rawForecasts(samples)
    const splits = Array.from({ length: SPLITS }, (_, split) => splitFigures(samples, split))
    const mean = (pick: (one: SplitFigures) => number) =>
      splits.reduce((sum, one) => sum + pick(one), 0) / splits.length
    return {
      tools: crib.catalog.tools.length,
      tasks: samples.length,
      raw: calibrationError(raw),
      brier: brierScore(raw),
      calibrated: mean(({ error }) => error),
      brierSkill: mean(({ skill }) => skill),
      bins: { raw: reliability(raw), calibrated: reliability(splits[0]!.forecasts) },
      ...(pad === undefined
        ? {}
        : { padded: await paddingFigures(crib, { set, pad }, (share) => progress.update(0.5 + share / 2)) }),
    }
  } finally {
    progress.end()
    await crib.close()
  }
}

/** What is fitted on, for every task with gold, in steps that `update` hears of. */
export async function samplesOf(
  crib: Crib,
  queries: BenchSet['queries'],
  update: (share: number) => void,
): Promise<CalibrationSample[]> {
  const samples: CalibrationSample[] = []
  for (let at = 0; at < queries.length; at += 100) {
    samples.push(...(await crib.calibrationSamples(queries.slice(at, at + 100))))
    update((at + 100) / queries.length)
  }
  return samples
}

/** The best tools of each task as confidence out of the box forecasts them. */
export function rawForecasts(samples: readonly CalibrationSample[]): Forecast[] {
  return judged(samples, (sample) => sample.items.map(({ confidence }) => confidence))
}

interface SplitFigures {
  error: number
  skill: number
  forecasts: Forecast[]
}

/** Calibrates on the first 100 tasks of a seeded order and judges on the others (on the same where there are no more). */
function splitFigures(samples: readonly CalibrationSample[], split: number): SplitFigures {
  const { labelled, rest } = splitOf(samples, split)
  const { confidence } = calibrationOf(labelled, { catalog: 'bench', embedder: 'bench' })
  const forecasts = judged(rest, (sample) => calibrated(sample, confidence))
  const rates = rankRates(labelled)
  const byRank = brierScore(judged(rest, () => rates))
  return { error: calibrationError(forecasts), skill: 1 - brierScore(forecasts) / byRank, forecasts }
}

/** Tasks of a set that are calibrated with: 100, or half of a smaller set. */
export function calibrationTasks(tasks: number): number {
  return Math.min(CALIBRATION_TASKS, Math.ceil(tasks / 2))
}

/** The tasks that are calibrated with, and those that are judged. */
export function splitOf(samples: readonly CalibrationSample[], split: number) {
  const order = shuffled(samples, split)
  const labelled = order.slice(0, calibrationTasks(order.length))
  return { labelled, rest: order.slice(labelled.length) }
}

function judged(
  samples: readonly CalibrationSample[],
  forecast: (sample: CalibrationSample) => readonly number[],
): Forecast[] {
  return samples.flatMap((sample) => {
    const probabilities = forecast(sample)
    return sample.items
      .slice(0, JUDGED)
      .map(({ right }, rank) => ({ probability: probabilities[rank]!, outcome: right ? 1 : 0 }) as const)
  })
}

/** How often the tool at each of the best ranks is right. */
function rankRates(samples: readonly CalibrationSample[]): number[] {
  return Array.from({ length: JUDGED }, (_, rank) => {
    const items = samples.flatMap(({ items }) => items[rank] ?? [])
    return items.filter(({ right }) => right).length / items.length
  })
}
