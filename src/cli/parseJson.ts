import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser'
import { CribError } from '../errors.js'

/** The value of a JSON text. Throws `file-malformed` with line and column, both from 1; `file` is its name there. */
export function parseJson(text: string, file: string): unknown {
  const plain = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(plain)
  } catch (cause) {
    // JSON.parse words its position differently from one Node version to the next; this parser gives an offset.
    const errors: ParseError[] = []
    parse(plain, errors, { disallowComments: true, allowTrailingComma: false })
    const offset = errors[0]?.offset ?? plain.length
    const reason = errors[0] === undefined ? 'Unexpected text' : printParseErrorCode(errors[0].error)
    const before = plain.slice(0, offset).split('\n')
    const line = before.length
    const column = (before.at(-1)?.length ?? 0) + 1
    throw new CribError(
      'file-malformed',
      `${file} is not JSON: ${reason} at line ${line}, column ${column}.`,
      { details: { file, line, column }, cause },
    )
  }
}
