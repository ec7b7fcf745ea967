import { CribError } from 'toolcrib'
import { loadCatalogs } from '../data/loadCatalogs.js'
import { sharedPath } from '../data/sharedPath.js'
import { digestText } from '../report/digestText.js'
import { type DigestFigures, digestSuite } from '../suites/digestSuite.js'
import type { SuiteRun } from './SuiteRun.js'

/** As in the description of a search tool. */
const MAX_TOKENS = 200

/**
 * What digests tell of real servers; fails where one has too many tokens. Throws `file-unreadable` where the servers'
 * tools are absent.
 */
export async function runDigest(): Promise<SuiteRun> {
  const folder = sharedPath('catalogs')
  if (folder === undefined)
    throw new CribError(
      'file-unreadable',
      'The tools of real servers are absent: ../shared/catalogs does not exist. Put them there, or name their folder in TOOLCRIB_SHARED.',
      { details: { file: 'catalogs' } },
    )
  const figures = await digestSuite(await loadCatalogs(folder), MAX_TOKENS)
  return { text: digestText(figures), data: { ...figures }, passed: keepsLimit(figures) }
}

function keepsLimit({ rows, maxTokens }: DigestFigures): boolean {
  return rows.every(({ mostTokens }) => mostTokens <= maxTokens)
}
