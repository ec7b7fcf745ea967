import {
  type CalibrationSample,
  calibrated,
  calibrationOf,
  createCrib,
  type RecallCurve,
  type RecallGuarantee,
  recallThreshold,
  sharesOfNeed,
} from 'toolcrib'
import type { BenchSet } from '../data/BenchSet.js'
import type { Progress } from '../report/createProgress.js'
import { SPLITS, samplesOf, splitOf } from './calibrationSuite.js'

/** Recalls that are asked for, and the tools that may be needed at most for a fixed number to reach one. */
const TARGETS = [0.8, 0.9] as const
const REACH = 50
/** A split this far below its target is counted, in points. */
const FAR_BELOW = 0.06

/** What `targetRecall` gives for one target and guarantee on one set. */
export interface RecallFigures {
  target: number
  guarantee: RecallGuarantee
  /** Mean over the splits of the recall on tasks that were not calibrated with. */
  recall: number
  /** Splits that ended below the target, and more than 6 points below. */
  below: number
  farBelow: number
  /** Mean number of tools handed out, and of tools that a fixed number for every task needs for the same recall. */
  tools: number
  fixed: number
}

/** The figures of one set; targets that 50 tools cannot reach are left out. */
export async function recallSuite(set: BenchSet, progress: Progress): Promise<RecallFigures[]> {
  const crib = await createCrib({ sources: set.sources, invalidTools: 'skip', tokenizer: 'estimate' })
  try {
    const samples = await samplesOf(crib, set.queries, progress.update)
    const within = recallsAtK(samples)
    const targets = TARGETS.filter((target) => within[Math.min(REACH, within.length - 1)]! >= target)
    return targets.flatMap((target) =>
      (['mean', 'lower95'] as const).map((guarantee) => figuresOf(samples, { target, guarantee })),
    )
  } finally {
    progress.end()
    await crib.close()
  }
}

/** Calibrates on 50 seeded draws of 100 tasks and hands out tools for the rest. */
function figuresOf(
  samples: readonly CalibrationSample[],
  aim: { target: number; guarantee: RecallGuarantee },
): RecallFigures {
  const splits = Array.from({ length: SPLITS }, (_, split) => {
    const { labelled, rest } = splitOf(samples, split)
    const { confidence: model, recall: curve } = calibrationOf(labelled, {
      catalog: 'bench',
      embedder: 'bench',
    })
    const { recall, tools } = handOut(rest, (sample) => calibrated(sample, model), barOf(curve, aim))
    return { recall, tools, fixed: fixedFor(recallsAtK(rest), recall) }
  })
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
  return {
    ...aim,
    recall: mean(splits.map(({ recall }) => recall)),
    below: splits.filter(({ recall }) => recall < aim.target).length,
    farBelow: splits.filter(({ recall }) => recall < aim.target - FAR_BELOW).length,
    tools: mean(splits.map(({ tools }) => tools)),
    fixed: mean(splits.map(({ fixed }) => fixed)),
  }
}

function barOf(curve: RecallCurve, aim: { target: number; guarantee: RecallGuarantee }): number {
  return recallThreshold(curve, aim.target, aim.guarantee).share
}

/** Hands out, as `select` does, the best tool and all down to the first below the bar. */
export function handOut(
  samples: readonly CalibrationSample[],
  confidences: (sample: CalibrationSample) => readonly number[],
  bar: number,
): { recall: number; tools: number } {
  let recall = 0
  let tools = 0
  for (const sample of samples) {
    const end = sharesOfNeed(confidences(sample)).findIndex((share, rank) => rank > 0 && share < bar)
    const items = end < 0 ? sample.items : sample.items.slice(0, end)
    tools += items.length
    recall += items.reduce((sum, { found }) => sum + found, 0) / sample.wanted
  }
  return { recall: recall / samples.length, tools: tools / samples.length }
}

/** Mean recall when every task gets 0, 1, 2 ... tools. */
export function recallsAtK(samples: readonly CalibrationSample[]): number[] {
  const depth = Math.max(...samples.map(({ items }) => items.length))
  const gains = new Array<number>(depth + 1).fill(0)
  for (const { items, wanted } of samples)
    for (const [rank, { found }] of items.entries()) gains[rank + 1]! += found / wanted / samples.length
  let sum = 0
  return gains.map((gain) => {
    sum += gain
    return sum
  })
}

/** The number of tools for every task that gives a recall, between whole numbers interpolated. */
export function fixedFor(recalls: readonly number[], recall: number): number {
  const k = recalls.findIndex((one) => one >= recall)
  if (k <= 0) return k < 0 ? recalls.length - 1 : 0
  const [low, high] = [recalls[k - 1]!, recalls[k]!]
  return k - 1 + (recall - low) / (high - low)
}
