/**
 * Chooses how votes shift rankings: votes on a fifth of a set's tasks (every fifth one), measured on the others, on sets of
 * train/ with several tasks a tool, as they are and without the words of the right tools' names; and again with 100 votes
 * for one wrong tool alone. Prints one row for the present constants of src/rank/voteWeight.ts and one for each change of
 * one of them, then how confidence should follow a shift. Constants are set by hand from it.
 *
 * Usage: npm run model:feedback -- [path of shared/data/train]
 */
import type { IndexedCatalog } from '../../src/crib/CatalogIndexer.js'
import { toGroups } from '../../src/eval/toGroups.js'
import type { VoteMemory } from '../../src/rank/VoteMemory.js'
import { VOTE_OPTIONS, type VoteOptions } from '../../src/rank/voteWeight.js'
import {
  createKeeper,
  indexCatalog,
  indirect,
  loadTrainCatalog,
  rankTask,
  type TrainTask,
} from './trainTasks.js'

const SETS = ['traject', 'ultratool_gnn', 'bfcl', 'toollinkos']
const TASKS = 1000
const DEPTH = 10
const FALSE_VOTES = 100
const CHANGES: Partial<VoteOptions>[] = [
  {},
  ...[0.2, 0.4].map((bar) => ({ bar })),
  ...[1, 3].map((power) => ({ power })),
  ...[0.5, 2].map((doubt) => ({ doubt })),
  ...[10, 40].map((others) => ({ others })),
  ...[12, 24].map((most) => ({ most })),
  ...[1, 4].map((credit) => ({ credit })),
]
const ODDS = [0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8]

interface Case {
  name: string
  indexed: IndexedCatalog
  voted: TrainTask[]
  rest: TrainTask[]
  /** Recall@1 and recall@5 of the rest without votes. */
  plain: [number, number]
}

const folder = process.argv[2] ?? '../shared/data/train'
const cases: Case[] = []
for (const name of SETS) {
  const set = loadTrainCatalog(folder, name, TASKS)
  const indexed = await indexCatalog(set.catalog)
  for (const [kind, tasks] of [
    ['', set.tasks],
    [' indirect', set.tasks.map((task) => indirect(task, set.catalog))],
  ] as const) {
    const voted = tasks.filter((_, at) => at % 5 === 0)
    const rest = tasks.filter((_, at) => at % 5 !== 0)
    cases.push({ name: name + kind, indexed, voted, rest, plain: await recalls(indexed, rest) })
  }
}
for (const change of CHANGES) await report(change)
await reportOdds()

async function report(change: Partial<VoteOptions>): Promise<void> {
  const options = { ...VOTE_OPTIONS, ...change }
  const gains: [number, number][] = []
  const costs: number[] = []
  for (const one of cases) {
    const { memory, trust } = await honest(one, options)
    const after = await recalls(one.indexed, one.rest, memory)
    gains.push([after[0] - one.plain[0], after[1] - one.plain[1]])
    const pushed = await recalls(one.indexed, one.rest, await pushing(one, options))
    costs.push(one.plain[1] - pushed[1])
    if (Object.keys(change).length === 0) {
      const [first, five] = gains.at(-1)!
      console.log(`${one.name}: trust ${trust.toFixed(2)}, recall@1 ${show(first)}, recall@5 ${show(five)}`)
    }
  }
  const mean = (which: 0 | 1) => gains.reduce((sum, gain) => sum + gain[which], 0) / gains.length
  const worst = Math.min(...gains.map(([first, five]) => Math.min(first, five)))
  console.log(
    `${JSON.stringify(change)}: recall@1 ${show(mean(0))}, recall@5 ${show(mean(1))}, worst ${show(worst)}; pushing costs ${show(Math.max(...costs))}`,
  )
}

async function honest({ indexed, voted }: Case, options: VoteOptions) {
  const keeper = createKeeper(options)
  for (const { text, gold } of voted) {
    for (const toolId of gold)
      if (indexed.catalog.get(toolId) !== undefined)
        await keeper.receive({ task: text, toolId, outcome: 'good' })(indexed, undefined)
  }
  return { memory: keeper.memory, trust: keeper.memory.trust }
}

/** Votes for the tool that is most often among the first ten without being right. */
async function pushing({ indexed, voted }: Case, options: VoteOptions): Promise<VoteMemory> {
  const counts = new Map<string, number>()
  for (const task of voted) {
    const right = new Set(toGroups(task).flat())
    for (const { tool } of (await rankTask(indexed, task, DEPTH)).items)
      if (!right.has(tool.id)) counts.set(tool.id, (counts.get(tool.id) ?? 0) + 1)
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const toolId = most![0]
  const keeper = createKeeper(options)
  const wrong = voted.filter((task) => !toGroups(task).flat().includes(toolId))
  for (const { text } of wrong.slice(0, FALSE_VOTES))
    await keeper.receive({ task: text, toolId, outcome: 'good' })(indexed, undefined)
  return keeper.memory
}

async function recalls(
  indexed: IndexedCatalog,
  tasks: readonly TrainTask[],
  memory?: VoteMemory,
): Promise<[number, number]> {
  const sum: [number, number] = [0, 0]
  for (const task of tasks) {
    const { items } = await rankTask(indexed, memory === undefined ? task : { ...task, memory }, DEPTH)
    const groups = toGroups(task)
    for (const [which, k] of [
      [0, 1],
      [1, 5],
    ] as const) {
      const found = new Set(items.slice(0, k).map(({ tool }) => tool.id))
      sum[which] += groups.filter((group) => group.some((id) => found.has(id))).length / groups.length
    }
  }
  return [(100 * sum[0]) / tasks.length, (100 * sum[1]) / tasks.length]
}

/** Log loss of shifted tools' confidence, by what a shift of 1 adds to the log odds. */
async function reportOdds(): Promise<void> {
  const losses = ODDS.map(() => 0)
  let count = 0
  for (const one of cases) {
    const { memory } = await honest(one, VOTE_OPTIONS)
    for (const task of one.rest) {
      const right = new Set(toGroups(task).flat())
      const plain = await rankTask(one.indexed, task, DEPTH)
      const before = new Map(plain.items.map(({ position, confidence }) => [position, confidence]))
      for (const { position, shift, tool } of (await rankTask(one.indexed, { ...task, memory }, DEPTH))
        .items) {
        const confidence = before.get(position)
        if (shift === undefined || confidence === undefined) continue
        count++
        for (const [at, odds] of ODDS.entries()) {
          const raised = confidence * Math.exp(odds * shift)
          const value = raised / (raised + 1 - confidence)
          losses[at] = losses[at]! - Math.log(Math.max(1e-6, right.has(tool.id) ? value : 1 - value))
        }
      }
    }
  }
  for (const [at, odds] of ODDS.entries())
    console.log(`odds ${odds}: log loss ${(losses[at]! / count).toFixed(4)} over ${count} shifted tools`)
}

function show(points: number): string {
  return `${points >= 0 ? '+' : ''}${points.toFixed(2)}`
}
