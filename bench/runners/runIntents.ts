import type { BenchSet } from '../data/BenchSet.js'
import { loadDevSet, requiredPath } from '../data/devSets.js'
import { loadSet } from '../data/loadSet.js'
import { intentsText } from '../report/intentsText.js'
import { type IntentFigures, intentsSuite } from '../suites/intentsSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** What covering several wishes gains, and costs where there is one: on public sets, or on a set of the user's. */
export async function runIntents({ arguments: args, progress }: SuiteContext): Promise<SuiteRun> {
  const sets: Record<string, IntentFigures> = {}
  for (const load of args.files === undefined ? PUBLIC : [() => loadSet(args.files!)]) {
    const set = await load()
    sets[set.name] = await intentsSuite(set, progress(`${set.name}: intents`))
  }
  return { text: intentsText(sets), data: { sets }, passed: true }
}

const PUBLIC: readonly (() => Promise<BenchSet>)[] = [
  () => loadDevSet('toolbench'),
  sealtoolsTest,
  () => loadDevSet('metatool'),
  () => loadDevSet('vendor_mcp_evals'),
]

/** The test split of sealtools, which nothing was trained or chosen on. */
async function sealtoolsTest(): Promise<BenchSet> {
  const folder = requiredPath('data/train/sealtools')
  const set = await loadSet({ tools: `${folder}/tools.jsonl`, queries: `${folder}/queries.jsonl` })
  return { ...set, name: 'sealtools (test)', queries: set.queries.filter(({ split }) => split === 'test') }
}
