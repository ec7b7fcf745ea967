import { readFile } from 'node:fs/promises'
import { CribError } from 'toolcrib'

/** The text of a file. Throws `file-unreadable`. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CribError('file-unreadable', `${file} cannot be read: ${reason}. Give the path of a file.`, {
      details: { file },
      cause: error,
    })
  }
}
