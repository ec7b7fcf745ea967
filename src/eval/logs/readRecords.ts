import { type Fields, isFields } from './fields.js'

/** What stands at one place of a log: a record, or why it cannot be read. Lines count from 1. */
export type LogLine = { line: number; record: Fields } | { line: number; fault: string }

/** Options of {@link readRecords}. */
export interface ReadRecordsOptions {
  /** Longest line, and longest document of many lines, in UTF-16 code units. Default 64 million. */
  maxLength?: number | undefined
}

const MAX_LENGTH = 64_000_000

/** Members under which exports hold their records, and members of records, beside which they are something else. */
const LISTS = ['data', 'records', 'logs', 'items', 'entries']
const OF_RECORDS = ['messages', 'message', 'input', 'choices', 'request', 'response', 'body', 'jsonrpc']

/**
 * Reads a log piece by piece: a record a line, or one JSON document (a list of records, or a single one) over many lines.
 * A line that is broken or too long is told and skipped; no more than `maxLength` is ever held.
 */
export async function* readRecords(
  texts: AsyncIterable<string>,
  { maxLength = MAX_LENGTH }: ReadRecordsOptions = {},
): AsyncGenerator<LogLine> {
  let first: Line | undefined
  let isDocument: boolean | undefined
  const document: Line[] = []
  let held = 0
  for await (const { line, text } of cutLines(texts, maxLength)) {
    if (text === undefined) {
      yield { line, fault: `it is longer than ${maxLength} characters` }
      continue
    }
    if (text.trim() === '') continue
    if (isDocument === undefined && first === undefined && !isWhole(text)) {
      // One line does not tell a document from a log whose first line was cut off.
      first = { line, text }
      continue
    }
    if (isDocument === undefined) {
      isDocument = first !== undefined && mayBegin(first.text) && !isWhole(text)
      if (first !== undefined && isDocument) document.push(first)
      else if (first !== undefined) yield* recordsOf(first)
      first = undefined
    }
    if (!isDocument) yield* recordsOf({ line, text })
    else if (held <= maxLength) {
      document.push({ line, text })
      held += text.length
    }
  }
  if (first !== undefined) yield* recordsOf(first)
  if (isDocument) yield* documentRecords(document, { isCut: held > maxLength, maxLength })
}

/** A line that is not too long. */
interface Line {
  line: number
  text: string
}

function isWhole(text: string): boolean {
  return 'value' in parsed(text)
}

function mayBegin(text: string): boolean {
  return /^\s*[[{]/.test(text)
}

function* documentRecords(
  lines: readonly Line[],
  { isCut, maxLength }: { isCut: boolean; maxLength: number },
): Generator<LogLine> {
  if (isCut) {
    const fault = `it is one document of more than ${maxLength} characters; write one record a line (jq -c '.[]')`
    yield { line: 1, fault }
    return
  }
  const whole = parsed(lines.map(({ text }) => text).join('\n'))
  if ('value' in whole) yield* recordsIn(whole.value, 1)
  else for (const line of lines) yield* recordsOf(line)
}

function* recordsOf({ line, text }: Line): Generator<LogLine> {
  // The lines of a list that stands one record a line.
  if (/^\s*[[\]]\s*,?\s*$/.test(text)) return
  const read = parsed(text)
  if ('value' in read) yield* recordsIn(read.value, line)
  else yield { line, fault: read.fault }
}

function* recordsIn(value: unknown, line: number): Generator<LogLine> {
  const list = Array.isArray(value) ? value : listIn(value)
  if (list === undefined) {
    if (isFields(value)) yield { line, record: value }
    else yield { line, fault: 'it is no object' }
    return
  }
  for (const record of list) {
    if (isFields(record)) yield { line, record }
    else yield { line, fault: 'an entry of its list is no object' }
  }
}

function listIn(value: unknown): unknown[] | undefined {
  if (!isFields(value) || OF_RECORDS.some((key) => key in value)) return undefined
  const name = LISTS.find((key) => Array.isArray(value[key]))
  return name === undefined ? undefined : (value[name] as unknown[])
}

function parsed(text: string): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '').replace(/,\s*$/, '')) }
  } catch (error) {
    return { fault: (error as Error).message.slice(0, 200) }
  }
}

/** Lines with their numbers; `text` is undefined for one that is too long, which is never held whole. */
async function* cutLines(
  texts: AsyncIterable<string>,
  maxLength: number,
): AsyncGenerator<{ line: number; text: string | undefined }> {
  let parts: string[] = []
  let length = 0
  let line = 1
  const take = () => {
    const text = length > maxLength ? undefined : parts.join('').replace(/\r$/, '')
    parts = []
    length = 0
    return { line: line++, text }
  }
  for await (const text of texts) {
    let from = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      parts.push(text.slice(from, end))
      length += end - from
      yield take()
      from = end + 1
    }
    const rest = text.slice(from)
    length += rest.length
    if (length > maxLength) parts = []
    else parts.push(rest)
  }
  if (length > 0) yield take()
}
