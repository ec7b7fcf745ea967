/**
 * Fits on train/ whether any tool of a catalog fits a task (`fitOf`): the weights of the evidence and of the catalog's
 * size, and the bar below which nothing fits. Catalogs of many sizes are drawn from each set; a task meets one that holds
 * its tools, the same one without them (a near miss), and one of another trade.
 *
 * Usage: npm run model:nothing -- [path of shared/data/train]
 */

import { seededRandom } from '../../src/eval/seededRandom.js'
import { toGroups } from '../../src/eval/toGroups.js'
import { fitLogistic, probability } from '../../src/rank/logistic.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import type { Tool } from '../../src/tool/Tool.js'
import {
  indexCatalog,
  indirect,
  loadTrainCatalog,
  rankTask,
  SINGLE_SETS,
  type TrainCatalog,
  type TrainTask,
} from './trainTasks.js'

const SIZES = [6, 12, 30, 80, 250, 900]
const DRAWS = 6
const TASKS_A_DRAW = 40
/** Sets whose tasks have nothing to do with the tools of these. */
const STRANGERS: Record<string, string> = { bfcl: 'nestful', toollinkos: 'traject', acebench_en: 'traject' }
/** Share of answerable tasks, half of them indirect, that may be told that nothing fits. */
const FALSE_ALARMS = 0.005

const folder = process.argv[2] ?? '../shared/data/train'
const random = seededRandom(0)

interface Case {
  row: [evidence: number, logTools: number]
  kind: 'answerable' | 'indirect' | 'nearMiss' | 'stranger'
  set: string
}

/** The tools of some tasks, then any others, up to a size. */
function draw({ catalog, tasks }: TrainCatalog, size: number): { tools: Tool[]; tasks: TrainTask[] } {
  const chosen = new Map<string, Tool>()
  const inside: TrainTask[] = []
  for (const task of shuffled(tasks)) {
    const tools = toGroups(task)
      .flat()
      .flatMap((id) => catalog.get(id) ?? [])
    if (chosen.size + tools.length > size / 2 || inside.length === TASKS_A_DRAW) continue
    for (const tool of tools) chosen.set(tool.id, tool)
    inside.push(task)
  }
  for (const tool of shuffled(catalog.tools)) if (chosen.size < size) chosen.set(tool.id, tool)
  return { tools: [...chosen.values()], tasks: inside }
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

function catalogOf(tools: readonly Tool[]) {
  return createCatalog(
    tools.map((tool) => ({
      ...(tool.server === undefined ? {} : { server: tool.server }),
      tools: [tool.definition],
      ids: [tool.id],
    })),
    'skip',
  )
}

async function casesOf(set: TrainCatalog, strangers: TrainCatalog): Promise<Case[]> {
  const cases: Case[] = []
  for (const size of SIZES.filter((size) => size < set.catalog.tools.length)) {
    for (let at = 0; at < DRAWS; at++) {
      const { tools, tasks } = draw(set, size)
      const add = async (kind: Case['kind'], kept: readonly Tool[], asked: readonly TrainTask[]) => {
        const indexed = await indexCatalog(catalogOf(kept))
        for (const task of asked) {
          const { fit } = await rankTask(indexed, task, 1)
          cases.push({ row: [fit.evidence, Math.log(kept.length)], kind, set: set.name })
        }
      }
      const golds = new Set(tasks.flatMap((task) => toGroups(task).flat()))
      await add('answerable', tools, tasks)
      await add(
        'indirect',
        tools,
        tasks.map((task) => indirect(task, set.catalog)),
      )
      await add(
        'nearMiss',
        tools.filter(({ id }) => !golds.has(id)),
        tasks,
      )
      await add('stranger', tools, shuffled(strangers.tasks).slice(0, tasks.length))
    }
  }
  return cases
}

const cases: Case[] = []
for (const name of SINGLE_SETS) {
  const set = loadTrainCatalog(folder, name, 1500)
  cases.push(...(await casesOf(set, loadTrainCatalog(folder, STRANGERS[name]!, 400))))
  console.log(`${name}: ${cases.filter((one) => one.set === name).length} cases`)
}
/** How much each kind counts: near misses look like what fits, and would drown what is truly strange. */
const COUNTS: Record<Case['kind'], number> = {
  answerable: 0.5,
  indirect: 0.5,
  nearMiss: 0.25,
  stranger: 0.75,
}
const counts = cases.map(
  ({ kind, set }) =>
    (1000 * COUNTS[kind]) / cases.filter((one) => one.kind === kind && one.set === set).length,
)
const isRight = ({ kind }: Case) => kind === 'answerable' || kind === 'indirect'
const data = { rows: cases.map(({ row }) => row), labels: cases.map((one) => (isRight(one) ? 1 : 0)), counts }
const model = fitLogistic(data, { strength: 1 })
const fitted = ({ row }: Case) => probability(row, model)
const answerable = cases
  .filter(isRight)
  .map(fitted)
  .sort((a, b) => a - b)
const bar = answerable[Math.floor(FALSE_ALARMS * answerable.length)]!
console.log('weights', model.weights, 'bias', model.bias, 'bar', bar)
for (const kind of ['answerable', 'indirect', 'nearMiss', 'stranger'] as const) {
  for (const size of SIZES) {
    const some = cases.filter(
      (one) => one.kind === kind && Math.exp(one.row[1]) > size / 2.2 && Math.exp(one.row[1]) <= size + 0.5,
    )
    const refused = some.filter((one) => fitted(one) < bar).length
    console.log(
      `${kind}, about ${size} tools: ${((100 * refused) / some.length).toFixed(1)} % of ${some.length} refused`,
    )
  }
}
