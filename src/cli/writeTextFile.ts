import { CribError } from '../errors.js'
import type { CliIo } from './CliIo.js'
import { fileFault } from './fileFault.js'

/** Writes a file that `option` asked for, whole or not at all. Throws `file-unwritable` with the reason. */
export async function writeTextFile(
  path: string,
  { text, option }: { text: string; option: string },
  io: CliIo,
): Promise<void> {
  try {
    await io.writeFile(path, text)
  } catch (error) {
    const { code, reason } = fileFault(error)
    throw new CribError(
      'file-unwritable',
      `${path} (${option}) cannot be written: ${reason}. Give a folder that you may write to.`,
      { details: { file: path, option, reason: code || reason }, cause: error },
    )
  }
}
