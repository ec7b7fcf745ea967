import { CribError } from '../../errors.js'
import { readShadowLog, type ShadowSummary } from '../../eval/index.js'
import type { CliIo } from '../CliIo.js'
import { readTextFile } from '../readTextFile.js'

/**
 * Reads the log of shadow mode, before any server is started; nothing where none was given.
 *
 * @throws CribError `file-unreadable`; `file-malformed` for a file without a single turn
 */
export async function readShadow(args: { shadow?: string }, io: CliIo): Promise<{ shadow?: ShadowSummary }> {
  const { shadow: file } = args
  if (file === undefined) return {}
  const shadow = readShadowLog(await readTextFile(file, '--shadow', io))
  if (shadow.turns > 0) return { shadow }
  const message = `${file} holds no turn of shadow mode. Give a file that openShadowLog wrote.`
  throw new CribError('file-malformed', message, { details: { file, line: 1, column: 1 } })
}
