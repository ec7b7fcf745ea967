/**
 * Chooses on train/ how tasks with several intents are covered: the setting with the best mean of recall@5, complete@10
 * and nDCG@10 over sets with several right tools, among those that cost no single-intent set more than 0.1 points of
 * any of the three against ranking the whole task once.
 *
 * Usage: npm run model:intents -- [path of shared/data/train]
 */
import { readFileSync } from 'node:fs'
import { parseQueries } from '../../src/eval/parseQueries.js'
import { toGroups } from '../../src/eval/toGroups.js'
import { createCrib, parseToolsFile, type Ranking } from '../../src/index.js'
import { asksForAction } from '../../src/rank/asksForAction.js'
import { COVER, type CoverOptions, coverIntents } from '../../src/rank/coverIntents.js'
import { splitIntents } from '../../src/rank/splitIntents.js'

/** Unseen by the model, but for traject and ultratool_gnn, which alone have many right tools a task. */
const SEVERAL = ['sealtools', 'traject', 'ultratool_gnn']
const SINGLE = ['bfcl', 'toollinkos', 'acebench_en']
const QUERIES_PER_SET = 1600
const WISHES = [8, 9, 10]
/**
 * Higher bars rank these sets better, whose wishes all name what is wanted; but users write "mail it to Ana", which no tool
 * fits well.
 */
const ASKED = [4, 5, 6]
/** Stricter than the 0.3 points that are promised: tasks of these sets are easier than users' are. */
const MAX_LOSS = 0.001

const folder = process.argv[2] ?? '../shared/data/train'

interface Case {
  groups: (readonly string[])[]
  /** Pool of tool ids by id order, and the scores of all of it. */
  ids: string[]
  whole: number[]
  intents: number[][]
  asked: boolean[]
}

interface Measured {
  recall5: number
  complete10: number
  ndcg10: number
}

async function loadCases(name: string): Promise<Case[]> {
  const file = `${folder}/${name}/tools.jsonl`
  const sources = parseToolsFile(readFileSync(file, 'utf8'), file)
  const crib = await createCrib({ sources, invalidTools: 'skip' })
  const all = parseQueries(readFileSync(`${folder}/${name}/queries.jsonl`, 'utf8'), name)
  const usable = all.filter((row) => row.gold.length > 0 && !(row.split === 'test' && name !== 'acebench_en'))
  const rows = name === 'sealtools' ? usable.slice(Math.floor(usable.length * 0.8)) : usable
  const step = Math.max(1, rows.length / QUERIES_PER_SET)
  const cases: Case[] = []
  for (let at = 0; at < rows.length; at += step) {
    const row = rows[Math.floor(at)]!
    // Each part alone is one intent, so these rankings are of single texts.
    const rankOf = async (text: string) => scoresOf(await crib.rank(single(text), { limit: 200 }))
    const whole = await rankOf(row.text)
    const parts = splitIntents(row.text)
    const intents = await Promise.all(parts.map(rankOf))
    const ids = poolOf(whole, intents)
    const scores = (list: ReadonlyMap<string, number>) => ids.map((id) => list.get(id) ?? lowest(list))
    cases.push({
      groups: toGroups(row),
      ids,
      whole: scores(whole),
      intents: intents.map(scores),
      asked: parts.map(asksForAction),
    })
  }
  return cases
}

/** A text that `splitIntents` leaves whole: its boundaries as plain spaces. */
function single(text: string): string {
  return text.replace(/[.,;!?\n]+/g, ' ').replace(/\b(?:and|then|finally|additionally)\b/gi, ' ')
}

function scoresOf(ranking: Ranking): Map<string, number> {
  return new Map(ranking.items.map((item) => [item.tool.id, item.score]))
}

/** A tool outside an intent's head is worth no more to it than the last in it. */
function lowest(list: ReadonlyMap<string, number>): number {
  return Math.min(...list.values())
}

function poolOf(
  whole: ReadonlyMap<string, number>,
  intents: readonly ReadonlyMap<string, number>[],
): string[] {
  const heads = [[...whole.keys()].slice(0, 60), ...intents.map((list) => [...list.keys()].slice(0, 15))]
  return [...new Set(heads.flat())].sort()
}

function measure(cases: readonly Case[], options: CoverOptions | undefined): Measured {
  const sum = { recall5: 0, complete10: 0, ndcg10: 0 }
  for (const { groups, ids, whole, intents, asked } of cases) {
    const byWhole = [...ids.keys()].sort((a, b) => whole[b]! - whole[a]! || a - b).slice(0, 10)
    const covered =
      options === undefined || intents.length < 2 ? [] : coverIntents({ whole, intents, asked }, 10, options)
    // An empty order says that the task is one wish.
    const order = covered.length === 0 ? byWhole : covered
    const ranks = groups.map((group) => order.findIndex((at) => group.includes(ids[at]!)))
    const ideal = groups.slice(0, 10).reduce((total, _, rank) => total + 1 / Math.log2(rank + 2), 0)
    sum.recall5 += ranks.filter((rank) => rank >= 0 && rank < 5).length / ranks.length
    sum.complete10 += ranks.every((rank) => rank >= 0) ? 1 : 0
    sum.ndcg10 += ranks.reduce((total, rank) => total + (rank < 0 ? 0 : 1 / Math.log2(rank + 2)), 0) / ideal
  }
  const n = cases.length
  return { recall5: sum.recall5 / n, complete10: sum.complete10 / n, ndcg10: sum.ndcg10 / n }
}

const mean = ({ recall5, complete10, ndcg10 }: Measured) => (recall5 + complete10 + ndcg10) / 3
const shown = (list: readonly Measured[]) =>
  list
    .map((one) => [one.recall5, one.complete10, one.ndcg10].map((x) => (100 * x).toFixed(1)).join('/'))
    .join('  ')

const several = await Promise.all(SEVERAL.map(loadCases))
const alone = await Promise.all(SINGLE.map(loadCases))
const aloneBase = alone.map((cases) => measure(cases, undefined))
console.log(`whole: ${shown(several.map((cases) => measure(cases, undefined)))} | ${shown(aloneBase)}`)
let best: { options: CoverOptions; value: number } | undefined
const settings = [0.3, 0.5].flatMap((blend) =>
  [1, 1.5, 2].flatMap((temperature) =>
    [0.5, 0.6, 0.7, 0.85].flatMap((intents) =>
      WISHES.flatMap((wish) => ASKED.map((asked) => ({ blend, temperature, intents, wish, asked }))),
    ),
  ),
)
for (const options of settings) {
  const gained = several.map((cases) => measure(cases, options))
  const kept = alone.map((cases) => measure(cases, options))
  const loss = (of: (one: Measured) => number) =>
    Math.max(...kept.map((one, at) => of(aloneBase[at]!) - of(one)))
  const value = gained.reduce((sum, one) => sum + mean(one), 0) / gained.length
  const losses = [loss((one) => one.recall5), loss((one) => one.complete10), loss((one) => one.ndcg10)]
  const allowed = Math.max(...losses) <= MAX_LOSS
  if (!allowed || (best !== undefined && value <= best.value)) continue
  best = { options, value }
  console.log(`${(100 * value).toFixed(2)} ${JSON.stringify(options)}: ${shown(gained)} | ${shown(kept)}`)
}
console.log('chosen:', JSON.stringify(best?.options ?? COVER))
