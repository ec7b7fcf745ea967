import { loadDemoSet, loadSet } from '../data/loadSet.js'
import { confusableText } from '../report/confusableText.js'
import { confusableSuite } from '../suites/confusableSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** How many errors of the default ranker its list of confusable pairs explains, on our tasks or a set of the user's. */
export async function runConfusable({ arguments: args, progress }: SuiteContext): Promise<SuiteRun> {
  const set = args.files === undefined ? await loadDemoSet() : await loadSet(args.files)
  const figures = await confusableSuite(set, progress(`${set.name}: confusable`))
  return { text: confusableText(set.name, figures), data: { set: set.name, ...figures }, passed: true }
}
