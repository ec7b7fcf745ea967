/**
 * Chooses how pairs of tools are put in order: the weight of the distance in meaning (`APART` in src/rank/meaningGaps.ts)
 * and what is taken off where others are near too (`DEFAULT_CROWDING` in src/rank/crowding.ts), by how many wrong first
 * tools 5 % of a catalog's pairs explain. On sets of train/ and small catalogs cut out of them; tasks as they are and
 * without the words of the right tools' names. Says what each family of sets loses where the choice is made on the others
 * alone, then prints what `MAX_GAP` must be. The constants are set by hand from it.
 *
 * Usage: npm run model:confusable -- [path of shared/data/train]
 */
import { toGroups } from '../../src/eval/toGroups.js'
import { confusablePairs } from '../../src/rank/confusablePairs.js'
import type { Crowding } from '../../src/rank/crowding.js'
import { APART } from '../../src/rank/meaningGaps.js'
import type { NearTools } from '../../src/rank/ownGaps.js'
import { drawnCatalogs } from './drawnCatalogs.js'
import {
  indexCatalog,
  indirect,
  loadTrainCatalog,
  loadTrainSources,
  nearTools,
  rankTask,
  type TrainCatalog,
  type TrainTask,
} from './trainTasks.js'

const WHOLE = ['ultratool_gnn', 'toollinkos', 'traject', 'nestful']
/** Of bfcl small catalogs have too few errors. */
const CUT = ['toollinkos', 'acebench_en', 'traject', 'ultratool_gnn']
const SIZES = [80, 160, 240]
const TASKS = 1500
const SHARE = 0.05
/** Fewer errors say nothing of a catalog. */
const MIN_ERRORS = 20
/** A task that has more equally good tools than these is wrong by none that could be told. */
const MAX_EQUALS = 3
/** Sets that `MAX_GAP` is read off. */
const LIMIT_SETS = ['ultratool_gnn', 'toollinkos']
const WEIGHTS = [10, 25, 50, 100]
const CROWDINGS: Crowding[] = [
  { temperature: 25, share: 0 },
  ...[10, 25, 50].flatMap((temperature) => [0.5, 1].map((share) => ({ temperature, share }))),
]

/** One error by positions: the wrong first tool, and for each right one all that would have done. */
interface Miss {
  first: number
  groups: number[][]
}

type Choice = Crowding & { apart: number }

const folder = process.argv[2] ?? '../shared/data/train'
const catalogs = [
  ...WHOLE.map((name) => loadTrainCatalog(folder, name, TASKS)),
  ...CUT.flatMap((name) => drawnCatalogs(loadTrainSources(folder, name, 3 * TASKS), SIZES)),
]
/** By choice, in JSON: what it covers on each catalog and kind of task, by family. */
const covered = new Map<string, Map<string, number[]>>()
const limits: string[] = []
for (const catalog of catalogs) await judge(catalog)
report()

async function judge(set: TrainCatalog): Promise<void> {
  const indexed = await indexCatalog(set.catalog)
  const kinds = [set.tasks, set.tasks.map((task) => indirect(task, set.catalog))]
  const errors = (await Promise.all(kinds.map((tasks) => missesOf(indexed, set, tasks)))).filter(
    (misses) => misses.length >= MIN_ERRORS,
  )
  const [family = ''] = set.name.split('/')
  const size = set.catalog.tools.length
  const budget = Math.floor((SHARE * size * (size - 1)) / 2)
  for (const apart of WEIGHTS) {
    const near = await nearTools(indexed, apart)
    for (const crowding of CROWDINGS) {
      const pairs = confusablePairs(near, { budget, crowding, maxGap: Number.POSITIVE_INFINITY })
      const listed = new Set(pairs.map(({ first, second }) => first * size + second))
      for (const misses of errors) note({ ...crowding, apart }, family, coverage(misses, listed, size))
    }
    if (apart === APART && errors[0] !== undefined && LIMIT_SETS.includes(set.name))
      limits.push(`${set.name} ${gapLimits(near, errors[0])}`)
  }
}

async function missesOf(
  indexed: Awaited<ReturnType<typeof indexCatalog>>,
  { catalog }: TrainCatalog,
  tasks: readonly TrainTask[],
): Promise<Miss[]> {
  const positions = new Map(catalog.tools.map(({ id }, at) => [id, at]))
  const found: Miss[] = []
  for (const task of tasks) {
    const groups = toGroups(task).map((group) => group.flatMap((id) => positions.get(id) ?? []))
    if (groups.some((group) => group.length === 0 || group.length > MAX_EQUALS)) continue
    const first = (await rankTask(indexed, task, 1)).items[0]!.position
    if (!groups.some((group) => group.includes(first))) found.push({ first, groups })
  }
  return found
}

/** Share of the right tools that are a listed pair with the wrong first one, mean over the errors, in %. */
function coverage(misses: readonly Miss[], listed: ReadonlySet<number>, size: number): number {
  const isListed = (one: number, other: number) =>
    listed.has(Math.min(one, other) * size + Math.max(one, other))
  return mean(
    misses.map(({ first, groups }) => {
      const hits = groups.filter((group) => group.some((position) => isListed(first, position)))
      return (100 * hits.length) / groups.length
    }),
  )
}

function note(choice: Choice, family: string, value: number): void {
  const key = JSON.stringify(choice)
  const families = covered.get(key) ?? new Map<string, number[]>()
  covered.set(key, families)
  families.set(family, [...(families.get(family) ?? []), value])
}

/** Below which gap nine of ten pairs of an error are, and below which one in ten of all pairs. */
function gapLimits(near: readonly NearTools[], misses: readonly Miss[]): string {
  const size = near.length
  const gaps = new Map(
    confusablePairs(near, { budget: Number.POSITIVE_INFINITY, maxGap: Number.POSITIVE_INFINITY }).map(
      ({ first, second, gap }) => [first * size + second, gap],
    ),
  )
  const ofErrors = misses.flatMap(({ first, groups }) =>
    groups.map(([right = first]) => gaps.get(Math.min(first, right) * size + Math.max(first, right))),
  )
  const at = (values: readonly (number | undefined)[], count: number, share: number) =>
    [...values].map((gap) => gap ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)[Math.floor(share * count)]
  const all = at([...gaps.values()], (size * (size - 1)) / 2, 0.1)
  return `${at(ofErrors, ofErrors.length, 0.9)?.toFixed(1)} of errors, ${all?.toFixed(1)} of all`
}

function report(): void {
  const families = [...new Set([...covered.values()].flatMap((values) => [...values.keys()]))]
  const of = (key: string, some: readonly string[]) =>
    mean(some.map((family) => mean(covered.get(key)?.get(family) ?? [])))
  const best = (some: readonly string[]) =>
    [...covered.keys()].reduce((one, other) => (of(other, some) > of(one, some) ? other : one))
  console.log(`covered, in %: ${families.join(', ')}; mean`)
  for (const key of covered.keys()) {
    const values = families.map((family) => of(key, [family]).toFixed(1))
    console.log(`${key}: ${values.join(', ')}; ${of(key, families).toFixed(2)}`)
  }
  console.log(`best: ${best(families)}`)
  for (const family of families) {
    const others = best(families.filter((other) => other !== family))
    console.log(`chosen without ${family}: ${others}, covers ${of(others, [family]).toFixed(1)} there`)
  }
  console.log(`gap below which 90 % of the pairs of errors are, and 10 % of all pairs: ${limits.join('; ')}`)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
