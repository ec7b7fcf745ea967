import { changes } from '../changes/changes.js'
import { shuffledTools } from '../changes/shuffledTools.js'
import { bm25 } from '../contenders/bm25.js'
import type { ContenderEntry } from '../contenders/Contender.js'
import { miniLmKept } from '../contenders/miniLm.js'
import { minisearch } from '../contenders/minisearch.js'
import { toolcribDefault } from '../contenders/toolcrib.js'
import { loadServers } from '../data/loadServers.js'
import { loadSet } from '../data/loadSet.js'
import { otherSources } from '../data/otherSources.js'
import { commandOf } from '../report/commandOf.js'
import { sectionText } from '../report/sectionText.js'
import { robustnessSections } from '../sections/robustnessSections.js'
import { ignoresOrder, robustnessSuite } from '../suites/robustnessSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

const CONTENDERS: readonly ContenderEntry[] = [minisearch, bm25, miniLmKept, toolcribDefault]

/** Ranks our tasks, or the user's, after every change. The distractors need the public data; without it they are left out. */
export async function runRobustness({ arguments: args, models, progress }: SuiteContext): Promise<SuiteRun> {
  const set = args.files === undefined ? await loadServers(args.split) : await loadSet(args.files)
  const others = await otherSources()
  const rows = await robustnessSuite(set, {
    contenders: CONTENDERS,
    changes: changes(others),
    models,
    progress,
  })
  const sections = robustnessSections(set.name, rows).map((section) => ({
    ...section,
    command: commandOf('robustness', args),
  }))
  // Near-copies stand by the order of their servers on purpose, so that another set may break this.
  const steady = ignoresOrder(rows, toolcribDefault.name, shuffledTools.name) === true
  const verdict = `${steady ? 'PASS' : 'FAIL'}  toolcrib ranks the same whatever the order of the tools is`
  const missing =
    others.length > 0 ? [] : ['The ten times as many tools were left out: ../shared/catalogs is not there.']
  return {
    text: [sectionText(sections), verdict, ...missing].join('\n\n'),
    data: { rows, steady, missing },
    sections,
    passed: steady || args.files !== undefined,
  }
}
