/**
 * Fits the confidence models on train/ with the ranking as it stands in src/, and writes src/crib/confidenceModels.ts:
 * the steady model (out of the box), the prior that calibration begins with, and how low confidence has to go for a
 * recall. Prints how well they do on sets left out.
 *
 * Usage: npm run model:confidence -- [path of shared/data/train]
 */
import { writeFileSync } from 'node:fs'
import { calibrationError, type Forecast } from '../../src/eval/calibrationError.js'
import { toGroups } from '../../src/eval/toGroups.js'
import type { CalibrationSample } from '../../src/rank/Calibration.js'
import { type ConfidenceView, type Feature, featureValues } from '../../src/rank/confidence.js'
import { recallCurve } from '../../src/rank/fitCalibration.js'
import { fitLogistic, type Logistic, probability, scaleOf } from '../../src/rank/logistic.js'
import { recallAt, recallThreshold } from '../../src/rank/recallThreshold.js'
import {
  indexCatalog,
  indirect,
  loadTrainCatalog,
  rankTask,
  rightness,
  SEVERAL_SETS,
  SINGLE_SETS,
} from './trainTasks.js'

const TASKS_PER_SET = 600
const RANKS = 5
const PRIOR_RANKS = 10
/** A request that wants many tools is a third as likely as one that wants one or two. */
const SEVERAL_WEIGHT = 1 / 3
const STRENGTH = 20
/** How hard labelled tasks of a catalog pull away from the prior; of 10, 30 and 100 it ranks train sets' tasks best. */
const PRIOR_STRENGTH = 10
const DEPTH = 120
const RECALLS = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]

const STEADY: readonly Feature[] = [
  'z',
  'cover',
  'lead',
  'crowdLead',
  'wishLead',
  'wishCrowdLead',
  'parts',
  'logTerms',
]
/** None of the steady model's may work against its own sense: that keeps confidence from rising as a catalog grows. */
const STEADY_SIGNS = [1, 1, 1, 1, 1, 1, 0, 0]
const LOCAL: readonly Feature[] = [
  'score', 'lexical', 'cover', 'ahead', 'above', 'logRank', 'lead', 'crowdLead', 'wishLead', 'wishCrowdLead', 'logTerms', 'nameShare',
] // biome-ignore format: a list

const folder = process.argv[2] ?? '../shared/data/train'

interface Ranked {
  views: ConfidenceView[]
  right: boolean[]
  found: number[]
  wanted: number
}

interface RankedSet {
  name: string
  weight: number
  /** Tasks as they are, and without the words of the names. */
  tasks: Ranked[]
}

async function rankedSet(name: string): Promise<RankedSet> {
  const { catalog, tasks } = loadTrainCatalog(folder, name, TASKS_PER_SET)
  const indexed = await indexCatalog(catalog)
  const ranked: Ranked[] = []
  for (const task of tasks) {
    for (const one of [task, indirect(task, catalog)]) {
      const scores = await rankTask(indexed, one, DEPTH)
      const open = new Set(toGroups(one))
      const found = scores.items.map(({ tool: { id } }) => {
        const satisfied = [...open].filter((group) => group.includes(id))
        for (const group of satisfied) open.delete(group)
        return satisfied.length
      })
      ranked.push({ views: scores.views, right: rightness(scores, one), found, wanted: toGroups(one).length })
    }
  }
  console.log(`${name}: ${tasks.length} tasks`)
  const isSeveral = (SEVERAL_SETS as readonly string[]).includes(name)
  return { name, weight: isSeveral ? SEVERAL_WEIGHT : 1, tasks: ranked }
}

function dataOf(sets: readonly RankedSet[], features: readonly Feature[], ranks: number) {
  const data = { rows: [] as number[][], labels: [] as number[], counts: [] as number[] }
  for (const { tasks, weight } of sets) {
    const rows = tasks.flatMap(({ views, right }) =>
      views.slice(0, ranks).map((view, at) => ({ view, label: right[at] ? 1 : 0 })),
    )
    for (const { view, label } of rows) {
      data.rows.push(featureValues(view, features))
      data.labels.push(label)
      data.counts.push((1000 * weight) / rows.length)
    }
  }
  return data
}

function fitOn(sets: readonly RankedSet[], features: readonly Feature[], ranks: number): Logistic {
  const signs = features === STEADY ? STEADY_SIGNS : []
  return fitLogistic(dataOf(sets, features, ranks), { strength: STRENGTH, signs })
}

function forecasts({ tasks }: RankedSet, model: Logistic, features: readonly Feature[]): Forecast[] {
  return tasks.flatMap(({ views, right }) =>
    views.slice(0, RANKS).map((view, at) => ({
      probability: probability(featureValues(view, features), model),
      outcome: right[at] ? (1 as const) : (0 as const),
    })),
  )
}

function defaultRecall(sets: readonly RankedSet[], model: Logistic): [number, number][] {
  const curves = sets.map(({ tasks }) => {
    const samples: CalibrationSample[] = tasks.map(({ views, right, found, wanted }) => ({
      wanted,
      trust: 1,
      items: views.map((_, at) => ({ features: [], confidence: 0, right: right[at]!, found: found[at]! })),
    }))
    const values = tasks.map(({ views }) =>
      views.map((view) => probability(featureValues(view, STEADY), model)),
    )
    return recallCurve(samples, values)
  })
  return RECALLS.map((recall) => {
    // The geometric mean over the sets that reach it.
    const levels = curves
      .map((curve) => recallThreshold(curve, recall, 'mean'))
      .filter(({ reachable }) => reachable)
    const logs = levels.map(({ share }) => Math.log(Math.max(1e-4, share)))
    const level = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length)
    console.log(
      `recall ${recall}: down to ${level.toFixed(4)}; ${curves.map((curve) => recallAt(curve, level).toFixed(2)).join(' ')}`,
    )
    return [recall, level]
  })
}

const rounded = (values: readonly number[]) =>
  `[${values.map((value) => Number(value.toPrecision(5))).join(', ')}]`
const quoted = (names: readonly string[]) => `[${names.map((name) => `'${name}'`).join(', ')}]`

const sets: RankedSet[] = []
for (const name of [...SINGLE_SETS, ...SEVERAL_SETS]) sets.push(await rankedSet(name))
for (const set of sets) {
  const model = fitOn(
    sets.filter((other) => other !== set),
    STEADY,
    RANKS,
  )
  console.log(
    `left out ${set.name}: calibration error ${calibrationError(forecasts(set, model, STEADY)).toFixed(3)}`,
  )
}
const steady = fitOn(sets, STEADY, RANKS)
const local = fitOn(sets, LOCAL, PRIOR_RANKS)
const scale = scaleOf(dataOf(sets, LOCAL, PRIOR_RANKS))
const singles = sets.filter(({ weight }) => weight === 1)
const recall = defaultRecall(singles, steady)
writeFileSync(
  new URL('../../src/crib/confidenceModels.ts', import.meta.url),
  `// Written by \`npm run model:confidence\`; do not edit.
import type { ConfidenceModel } from '../rank/confidence.js'
import type { ConfidencePrior } from '../rank/fitCalibration.js'

/** Confidence out of the box: of signals that do not depend on what else is registered, and never rise with it. */
export const STEADY: ConfidenceModel = {
  features: ${quoted(STEADY)},
  weights: ${rounded(steady.weights)},
  bias: ${Number(steady.bias.toPrecision(4))},
}

/** What a calibration begins with. */
export const LOCAL_PRIOR: ConfidencePrior = {
  features: ${quoted(LOCAL)},
  weights: ${rounded(local.weights)},
  bias: ${Number(local.bias.toPrecision(4))},
  scale: {
    means: ${rounded(scale.means)},
    deviations: ${rounded(scale.deviations)},
  },
  strength: ${PRIOR_STRENGTH},
}

/** Recall, and the share of the need down to which tools have to be handed out for it. */
export const DEFAULT_RECALL: readonly (readonly [number, number])[] = [
${recall.map(([value, level]) => `  [${value}, ${Number(level.toPrecision(4))}],`).join('\n')}
]
`,
)
