import { CribError } from '../errors.js'
import type { CliIo } from './CliIo.js'

/** What the codes of `node:fs` mean to a person. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is no directory',
  ERR_STRING_TOO_LONG: 'it is too large to read at once',
  ERR_FS_FILE_TOO_LARGE: 'it is too large to read at once',
}

/** The text of a file that `option` named. Throws `file-unreadable` with the reason. */
export async function readTextFile(path: string, option: string, io: CliIo): Promise<string> {
  try {
    return await io.readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error))
    throw new CribError('file-unreadable', `${path} (${option}) cannot be read: ${reason}. Check the path.`, {
      details: { file: path, option, reason: code || reason },
      cause: error,
    })
  }
}
