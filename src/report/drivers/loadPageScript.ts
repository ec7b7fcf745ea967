import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { CribError } from '../../errors.js'

/** Written by the build; the same path from `src/` and from `dist/`. */
const FILE = fileURLToPath(new URL('../../../dist/report/page.js', import.meta.url))

/** Reads the program of the page (it draws the plots, sorts, filters). Throws `file-unreadable` where it was not built. */
export async function loadPageScript(): Promise<string> {
  try {
    return await readFile(FILE, 'utf8')
  } catch (cause) {
    const message = `The program of the report page cannot be read: ${FILE}. Build toolcrib, or install it again.`
    throw new CribError('file-unreadable', message, { details: { file: FILE }, cause })
  }
}
