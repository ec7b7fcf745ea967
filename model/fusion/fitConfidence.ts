/**
 * Fits on train/, with the fusion as it stands in src/: the confidence (is this tool right?) from the ten best tools of
 * every task, and the bar below which nothing fits (tasks of one set against the tools of another).
 *
 * Usage: npm run model:confidence -- [path of shared/data/train]
 */
import { FUSION } from '../../src/crib/defaults.js'
import { seededRandom } from '../../src/eval/seededRandom.js'
import { DEFAULT_BM25 } from '../../src/lexical/Bm25Options.js'
import { ATTAINABLE } from '../../src/rank/lexicalShare.js'
import { topNeighbours } from '../../src/vector/topNeighbours.js'
import { fitLogistic, probability } from './logistic.js'
import { lexicalShares } from './quality.js'
import { loadTrainSet, type TrainSet, UNSEEN_SETS } from './trainSets.js'

/**
 * Beside the unseen sets, three whose tasks need several tools each: the model was trained on them, but without them a
 * second tool would look as unlikely as a second-best one.
 */
const SETS = [...UNSEEN_SETS, 'traject', 'ultratool_gnn', 'nestful']

const QUERIES_PER_SET = 300

/** Each set's tasks meet another set's tools: of all pairs, those whose subjects differ most. */
const STRANGERS = {
  bfcl: 'nestful',
  toollinkos: 'traject',
  acebench_en: 'traject',
  sealtools: 'ultratool_gnn',
}

/** Share of answerable tasks that may be told that nothing fits. */
const FALSE_ALARMS = 0.002

/** Sizes of catalog at which the bar is measured. */
const SIZES = [5, 10, 30, 100, 130, 250, 570, 2000]

/** Weight of the lexical share against the similarity, rounded from the `fit` line. */
const FIT_LEXICAL = 5

const folder = process.argv[2] ?? '../shared/data/train'

interface Head {
  /** Features of the ten best tools, with the leading 1. */
  rows: number[][]
  labels: number[]
  bestZ: number
  bestLexical: number
  /** Positions of the right tools. */
  right: number[]
  /** Similarity plus weighted lexical share of every tool of the set. */
  values: Float32Array
}

function heads(set: TrainSet): Head[] {
  const shares = lexicalShares(set, { bm25: DEFAULT_BM25, attainable: ATTAINABLE })
  return set.queries.map((query, at) => {
    const share = shares[at]!
    const scores = query.z.map((z, position) => FUSION.dense * z + FUSION.lexical * share[position]!)
    const top = topNeighbours(scores, 10).map(({ index }) => index)
    const golds = new Set(query.groups.flat())
    const lead = (index: number) => (index === 0 ? scores[top[0]!]! - scores[top[1]!]! : 0)
    return {
      rows: top.map((position, index) => [1, scores[position]!, lead(index), Math.log(index + 1)]),
      labels: top.map((position) => (golds.has(position) ? 1 : 0)),
      bestZ: Math.max(...top.map((position) => query.z[position]!)),
      bestLexical: Math.max(...top.map((position) => share[position]!)),
      right: [...golds],
      values: query.z.map((z, position) => z + FIT_LEXICAL * share[position]!),
    }
  })
}

const known = SETS.map((name) => heads(loadTrainSet(folder, name, QUERIES_PER_SET)))
for (const [left, name] of SETS.entries()) {
  const train = known.filter((_, at) => at !== left).flat()
  const model = fitLogistic(
    train.flatMap((head) => head.rows),
    train.flatMap((head) => head.labels),
  )
  console.log(
    `left out ${name}: expected calibration error ${calibrationError(known[left]!, model).toFixed(3)}`,
  )
}
const all = known.flat()
const model = fitLogistic(
  all.flatMap((head) => head.rows),
  all.flatMap((head) => head.labels),
)
console.log(
  'confidence [bias, score, lead, logRank]:',
  model.map((value) => Number(value.toFixed(3))),
)

const strangers = Object.entries(STRANGERS).flatMap(([name, tools]) =>
  heads(loadTrainSet(folder, name, QUERIES_PER_SET, tools)),
)
const fitRows = [...all, ...strangers].map((head) => [1, head.bestZ, head.bestLexical])
const fit = fitLogistic(fitRows, [...all.map(() => 1), ...strangers.map(() => 0)])
const direction = { similarityZ: 1, lexical: fit[2]! / fit[1]! }
const value = (head: Head) => head.bestZ + direction.lexical * head.bestLexical
console.log('fit:', direction, `AUROC ${auroc(all.map(value), strangers.map(value)).toFixed(3)}`)
// The best of thousands of wrong tools stands high by chance, so the bar grows with the catalog: at each size it is the
// value below which a part of the answerable tasks fall when the right tools stand among that many others.
const random = seededRandom(0)
for (const size of SIZES) {
  const values = all
    .filter((head) => head.right.length > 0 && head.values.length >= size)
    .map((head) => bestOf(head, size))
  values.sort((a, b) => a - b)
  const bar = values[Math.floor(FALSE_ALARMS * values.length)]!
  const strange = strangers.filter((head) => head.values.length >= size).map((head) => bestOf(head, size))
  const caught = strange.filter((one) => one < bar).length / strange.length
  console.log(
    `${size} tools: bar ${bar.toFixed(2)}, catches ${(100 * caught).toFixed(1)} % of strange tasks (${values.length} tasks)`,
  )
}

/** The best value among the right tools and as many others, drawn at random, as make up a catalog of `size`. */
function bestOf(head: Head, size: number): number {
  let best = Math.max(...head.right.map((position) => head.values[position]!), Number.NEGATIVE_INFINITY)
  for (let drawn = head.right.length; drawn < size; drawn++) {
    best = Math.max(best, head.values[random() % head.values.length]!)
  }
  return best
}

function calibrationError(heads: readonly Head[], coefficients: readonly number[]): number {
  const rows = heads.flatMap((head) =>
    head.rows.map((row, at) => ({ p: probability(row, coefficients), y: head.labels[at]! })),
  )
  rows.sort((a, b) => a.p - b.p)
  let error = 0
  for (let bin = 0; bin < 10; bin++) {
    const part = rows.slice(Math.floor((bin * rows.length) / 10), Math.floor(((bin + 1) * rows.length) / 10))
    error += Math.abs(part.reduce((sum, row) => sum + row.p - row.y, 0)) / rows.length
  }
  return error
}

function auroc(positives: readonly number[], negatives: readonly number[]): number {
  const sorted = [...negatives].sort((a, b) => a - b)
  const below = (value: number) => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]! < value) low = middle + 1
      else high = middle
    }
    return low
  }
  return positives.reduce((sum, one) => sum + below(one), 0) / (positives.length * negatives.length)
}
