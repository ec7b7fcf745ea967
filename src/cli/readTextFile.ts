import { CribError } from '../errors.js'
import type { CliIo } from './CliIo.js'
import { fileFault } from './fileFault.js'

/** The text of a file that `option` named. Throws `file-unreadable` with the reason. */
export async function readTextFile(path: string, option: string, io: CliIo): Promise<string> {
  try {
    return await io.readFile(path)
  } catch (error) {
    const { code, reason } = fileFault(error)
    throw new CribError('file-unreadable', `${path} (${option}) cannot be read: ${reason}. Check the path.`, {
      details: { file: path, option, reason: code || reason },
      cause: error,
    })
  }
}
