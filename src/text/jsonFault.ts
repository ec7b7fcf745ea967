import { type ParseError, type ParseOptions, parse, printParseErrorCode } from 'jsonc-parser'

/** Where a text stops being JSON, and how. */
export interface JsonFault {
  /** From 1. */
  line: number
  /** From 1, in UTF-16 code units. */
  column: number
  /** In words, for example `comma expected`. */
  reason: string
}

/** JSON alone: neither comments nor trailing commas. */
const STRICT: ParseOptions = { disallowComments: true, allowTrailingComma: false }

/**
 * The first fault of a text that did not parse. `JSON.parse` words its position differently from one Node version to
 * the next; this parser gives an offset. Its values are of no use: it sets prototypes by members called `__proto__`.
 *
 * @param options - what is allowed beyond JSON. Default: nothing.
 */
export function jsonFault(text: string, options: ParseOptions = STRICT): JsonFault {
  if (text.trim() === '') return { ...placeOf(text, text.length), reason: 'it is empty' }
  const errors: ParseError[] = []
  try {
    parse(text, errors, options)
  } catch {
    // The parser is recursive, and what is wrong with the text lies deeper than its stack.
    return { line: 1, column: 1, reason: 'it is nested too deeply' }
  }
  const [first] = errors
  const reason = first === undefined ? 'unexpected text' : wordsOf(printParseErrorCode(first.error))
  return { ...placeOf(text, first?.offset ?? text.length), reason }
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

/** "CommaExpected" to "comma expected". */
function wordsOf(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}
