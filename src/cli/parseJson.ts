import { CribError } from '../errors.js'
import { jsonFault } from '../text/jsonFault.js'

/** The value of a JSON text. Throws `file-malformed` with line and column, both from 1; `file` is its name there. */
export function parseJson(text: string, file: string): unknown {
  const plain = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(plain)
  } catch (cause) {
    const { line, column, reason } = jsonFault(plain)
    throw new CribError(
      'file-malformed',
      `${file} is not JSON: ${reason} at line ${line}, column ${column}. Correct it there.`,
      { details: { file, line, column }, cause },
    )
  }
}
