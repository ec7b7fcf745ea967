/**
 * Chooses how much the defences discount, on sets of train/: the setting with the best recall@5, mean over no attack and
 * each attack of the bench, or the present one where that gains too little. Prints a line a setting; the constants in
 * src/crib/defences.ts are copied from the last one. Then how long a list of words is (`fitLists`).
 *
 * Usage: npm run model:robust -- [path of shared/data/train]
 */
import { ATTACKER } from '../../bench/attacks/Attack.js'
import { attacks } from '../../bench/attacks/attacks.js'
import { toolRows } from '../../bench/data/toolRows.js'
import { DEFENCES, type Defences } from '../../src/crib/defences.js'
import type { ToolSource } from '../../src/tool/Tool.js'
import { fitLists } from './fitLists.js'
import { loadTrainSources } from './trainTasks.js'
import { underAttack } from './underAttack.js'

const SETS = ['toollinkos', 'bfcl', 'acebench_en', 'traject', 'ultratool_gnn', 'nestful']
const TASKS_PER_SET = 120

/** Shares of the hubness, and places up to which words of a text, or of a sentence, count fully. */
const HUB_SHARES = [0, 0.5, 1]
const TEXTS = [20, 30, 40, 60]
const SENTENCES = [14, 20]

/** What a setting must gain (fraction of 1) to take the place of the present one: less is chance. */
const MIN_GAIN = 0.001

const folder = process.argv[2] ?? '../shared/data/train'
const sets = SETS.map((name) => {
  const set = loadTrainSources(folder, name, TASKS_PER_SET)
  const honest = toolRows(set.sources)
  const hostile = attacks.map((attack): ToolSource => ({ server: ATTACKER, tools: attack.tools(honest) }))
  return { ...set, hostile: [undefined, ...hostile] }
})

/** Mean recall@5 over the sets, by attack; the first is without any. */
async function measure(defences: Defences | undefined): Promise<number[]> {
  return (await underAttack(sets, defences)).map(({ recall }) => recall)
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const percent = (value: number) => (100 * value).toFixed(2)

function show(label: string, recalls: readonly number[]): void {
  const [clean = 0, ...attacked] = recalls
  const costs = attacked.map((value, at) => `${attacks[at]!.name} ${percent(value - clean)}`)
  console.log(`${label}  mean ${percent(mean(recalls))}  clean ${percent(clean)}  ${costs.join('  ')}`)
}

show('undefended'.padEnd(60), await measure(undefined))
const tried: { defences: Defences; value: number }[] = []
for (const sentence of SENTENCES) {
  for (const text of TEXTS) {
    for (const hubShare of HUB_SHARES) {
      const defences: Defences = { front: { text, sentence }, hubShare, listTerms: DEFENCES.listTerms }
      const recalls = await measure(defences)
      show(JSON.stringify(defences).padEnd(60), recalls)
      tried.push({ defences, value: mean(recalls) })
    }
  }
}
const best = tried.reduce((most, one) => (one.value > most.value ? one : most))
const present = tried.find(({ defences }) => JSON.stringify(defences) === JSON.stringify(DEFENCES))
const stays = present !== undefined && best.value <= present.value + MIN_GAIN
console.log(
  'best:',
  JSON.stringify(best.defences),
  'chosen:',
  JSON.stringify((stays ? present : best).defences),
)

await fitLists(folder, [...SETS, 'sealtools'])
