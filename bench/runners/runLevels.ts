import { CribError } from 'toolcrib'
import { loadCatalogs } from '../data/loadCatalogs.js'
import { sharedPath } from '../data/sharedPath.js'
import { levelsText } from '../report/levelsText.js'
import { levelsSuite } from '../suites/levelsSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/**
 * What levels of detail save on real servers, and whether they keep their promises; fails where one is broken. Throws
 * `file-unreadable` where the servers' tools are absent.
 */
export async function runLevels({ progress }: SuiteContext): Promise<SuiteRun> {
  const folder = sharedPath('catalogs')
  if (folder === undefined)
    throw new CribError(
      'file-unreadable',
      'The tools of real servers are absent: ../shared/catalogs does not exist. Put them there, or name their folder in TOOLCRIB_SHARED.',
      { details: { file: 'catalogs' } },
    )
  const figures = await levelsSuite(await loadCatalogs(folder), progress('levels: promises'))
  return { text: levelsText(figures), data: { ...figures }, passed: Object.keys(figures.broken).length === 0 }
}
