import type { BenchSet } from '../data/BenchSet.js'
import { DEV_SETS, loadDevSet, requiredPath, shuffled } from '../data/devSets.js'
import { loadServers } from '../data/loadServers.js'
import { loadDemoSet, loadSet } from '../data/loadSet.js'
import { probesText } from '../report/probesText.js'
import { type ProbesFigures, probesSuite } from '../suites/probesSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Sets of train/ that the bundled model has not seen: on these the share of words that probes leave out was chosen. */
const TRAIN_SETS = ['bfcl', 'toollinkos', 'acebench_en', 'sealtools'] as const

/** Tasks of one set at most. */
const MOST_TASKS = 1_000

/** How far recall on probes is from recall on tasks: on sets with both, or on a set of the user's. */
export async function runProbes({ arguments: args, progress }: SuiteContext): Promise<SuiteRun> {
  const loads: (() => Promise<BenchSet>)[] =
    args.files === undefined
      ? [
          ...TRAIN_SETS.map((name) => () => loadTrainSet(name)),
          loadDemoSet,
          () => loadServers('dev'),
          ...DEV_SETS.map((name) => () => loadDevSet(name)),
        ]
      : [() => loadSet(args.files!)]
  const rows: ProbesFigures[] = []
  for (const load of loads) {
    const set = await load()
    const queries = shuffled(set.queries, 0).slice(0, MOST_TASKS)
    rows.push(await probesSuite({ ...set, queries }, progress(`${set.name}: tasks and probes`)))
  }
  return { text: probesText(rows), data: { rows }, passed: true }
}

/** Of sealtools the last fifth of its train split, which the model was not trained on; of the others all. */
async function loadTrainSet(name: (typeof TRAIN_SETS)[number]): Promise<BenchSet> {
  const folder = requiredPath(`data/train/${name}`)
  const set = await loadSet({ tools: `${folder}/tools.jsonl`, queries: `${folder}/queries.jsonl` })
  if (name !== 'sealtools') return set
  const train = set.queries.filter(({ gold, split }) => gold.length > 0 && split !== 'test')
  return { ...set, queries: train.slice(Math.floor(0.8 * train.length)) }
}
