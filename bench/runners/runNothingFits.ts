import { loadDevSet } from '../data/devSets.js'
import { loadSet } from '../data/loadSet.js'
import { nothingText } from '../report/nothingText.js'
import { nearMisses, strangeTasks } from '../suites/nothingSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** How well "nothing fits" is told, on two public sets; near misses alone on a set of the user's. */
export async function runNothingFits({ arguments: args, progress }: SuiteContext): Promise<SuiteRun> {
  const set = args.files === undefined ? await loadDevSet('metatool') : await loadSet(args.files)
  const rows = [await nearMisses(set, progress(`${set.name}: near misses`))]
  if (args.files === undefined) {
    const own = await loadDevSet('vendor_mcp_evals')
    rows.unshift(await strangeTasks(own, set, progress(`${own.name}: strange tasks`)))
  }
  return { text: nothingText(rows), data: { rows }, passed: true }
}
