import { basename } from 'node:path'
import { CribError } from '../../errors.js'
import {
  importLogs,
  matchByName,
  type QueryRow,
  readShadowLog,
  type ShadowSummary,
} from '../../eval/index.js'
import type { CliIo } from '../CliIo.js'
import { readTextFile } from '../readTextFile.js'

/** What a log of shadow mode says. */
export interface ReadShadow {
  summary: ShadowSummary
  /** Its turns as logged requests with the tools that were called; none where `logTasks` was off. */
  rows: QueryRow[]
}

/**
 * Reads the log of shadow mode, before any server is started; undefined where none was given.
 *
 * @throws CribError `file-unreadable`; `file-malformed` for a file without a single turn
 */
export async function readShadow(args: { shadow?: string }, io: CliIo): Promise<ReadShadow | undefined> {
  const { shadow: file } = args
  if (file === undefined) return undefined
  const text = await readTextFile(file, '--shadow', io)
  const summary = readShadowLog(text)
  if (summary.turns > 0) return { summary, rows: await rowsOf(text, file) }
  const message = `${file} holds no turn of shadow mode. Give a file that openShadowLog wrote.`
  throw new CribError('file-malformed', message, { details: { file, line: 1, column: 1 } })
}

async function rowsOf(text: string, file: string): Promise<QueryRow[]> {
  async function* chunks() {
    yield new TextEncoder().encode(text)
  }
  const log = { name: basename(file), chunks: chunks() }
  return (await importLogs([log], { format: 'shadow', match: matchByName })).tasks
}
