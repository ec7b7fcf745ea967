import { CribError } from '../errors.js'
import { showValue } from '../text/showValue.js'
import type { QueryRow } from './QueryRow.js'

type Fields = Readonly<Record<string, unknown>>

const isString = (value: unknown): value is string => typeof value === 'string'
const isFilled = (value: unknown) => isString(value) && value.trim() !== ''
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isIds = (value: unknown): value is string[] => Array.isArray(value) && value.every(isFilled)
const orAbsent = (test: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || value === null || test(value)

/** Each field that is read: what it must be, and the test of it. Others are ignored. */
const FIELDS: readonly (readonly [string, string, (value: unknown) => boolean])[] = [
  ['id', 'a string that is not empty', isFilled],
  ['text', 'a string that is not empty', isFilled],
  ['history', 'an array of strings that are not empty', orAbsent(isIds)],
  ['gold', 'an array of tool ids', isIds],
  ['anyOf', 'true or false', orAbsent((value) => typeof value === 'boolean')],
  [
    'alternatives',
    'an object of arrays of tool ids',
    orAbsent((value) => isObject(value) && Object.values(value).every(isIds)),
  ],
  ['split', 'a string or null', orAbsent(isString)],
  ['kind', 'a string', orAbsent(isString)],
  ['group', 'a string', orAbsent(isString)],
]
const NAMES = new Set(FIELDS.map(([name]) => name))

/**
 * Reads queries in JSON Lines: one {@link QueryRow} a line. Blank lines, CRLF and a byte order mark are fine; fields
 * that QueryRow does not have are left out, and null in an optional one is as if it were absent.
 *
 * @param text - the whole file
 * @param file - its name, for errors
 * @throws CribError `eval-invalid` naming file and line: no JSON object, a field of the wrong kind, an `alternatives` key
 *   that is no gold id, an id that an earlier line has
 */
export function parseQueries(text: string, file: string): QueryRow[] {
  const lineOfId = new Map<string, number>()
  const rows: QueryRow[] = []
  const lines = text.replace(/^\ufeff/, '').split('\n')
  for (const [index, content] of lines.entries()) {
    if (content.trim() === '') continue
    const line = index + 1
    const row = parseRow(content, (problem, cause) => invalid({ file, line, problem, cause }))
    const earlier = lineOfId.get(row.id)
    if (earlier !== undefined) {
      throw invalid({ file, line, problem: `the id ${shown(row.id)} stands on line ${earlier} already` })
    }
    lineOfId.set(row.id, line)
    rows.push(row)
  }
  return rows
}

function parseRow(content: string, problem: (text: string, cause?: unknown) => CribError): QueryRow {
  let fields: unknown
  try {
    fields = JSON.parse(content)
  } catch (cause) {
    throw problem(`no JSON: ${(cause as Error).message}`, cause)
  }
  if (!isObject(fields)) throw problem(`${shown(fields)} is not an object`)
  for (const [name, expected, test] of FIELDS) {
    const value = fields[name]
    if (!test(value)) throw problem(`"${name}" must be ${expected} and is ${shown(value)}`)
  }
  // fromEntries defines own properties, so a key named __proto__ stays a key.
  const row = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => NAMES.has(name) && (value !== null || name === 'split')),
  ) as unknown as QueryRow
  for (const id of Object.keys(row.alternatives ?? {})) {
    if (!row.gold.includes(id))
      throw problem(`"alternatives" has the key ${shown(id)}, which is not in "gold"`)
  }
  return row
}

function invalid(fault: { file: string; line: number; problem: string; cause?: unknown }): CribError {
  const { file, line, problem, cause } = fault
  return new CribError('eval-invalid', `${file}, line ${line}: ${problem}. Correct or remove the line.`, {
    details: { file, line },
    cause,
  })
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : showValue(value)
}
