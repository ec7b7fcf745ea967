import { CribError } from '../errors.js'
import type { CliIo } from './CliIo.js'
import { fileFault } from './fileFault.js'

/** The text of a file that `option` named. Throws `file-unreadable` with the reason. */
export async function readTextFile(path: string, option: string, io: CliIo): Promise<string> {
  try {
    return await io.readFile(path)
  } catch (error) {
    throw unreadable(path, option, error)
  }
}

/** The bytes of a file that `option` named, piece by piece. Throws `file-unreadable` with the reason. */
export async function* readFileBytes(path: string, option: string, io: CliIo): AsyncGenerator<Uint8Array> {
  const pieces = io.readBytes(path)[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await pieces.next().catch((error: unknown) => {
        throw unreadable(path, option, error)
      })
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await pieces.return?.()
  }
}

function unreadable(path: string, option: string, error: unknown): CribError {
  const { code, reason } = fileFault(error)
  return new CribError('file-unreadable', `${path} (${option}) cannot be read: ${reason}. Check the path.`, {
    details: { file: path, option, reason: code || reason },
    cause: error,
  })
}
