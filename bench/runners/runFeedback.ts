import { requiredPath } from '../data/devSets.js'
import { loadSet } from '../data/loadSet.js'
import { feedbackText } from '../report/feedbackText.js'
import { feedbackSuite } from '../suites/feedbackSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** What votes do to rankings: on all of metatool, or on a set of the user's. */
export async function runFeedback({ arguments: args, progress }: SuiteContext): Promise<SuiteRun> {
  const folder = () => requiredPath('data/dev/metatool')
  const files = args.files ?? { tools: `${folder()}/tools.jsonl`, queries: `${folder()}/queries.jsonl` }
  const set = await loadSet(files)
  const figures = await feedbackSuite(set, progress(`${set.name}: feedback`))
  return { text: feedbackText(set.name, figures), data: { set: set.name, ...figures }, passed: true }
}
