import { CribError } from 'toolcrib'

/** An object as it was parsed. */
export type Fields = Readonly<Record<string, unknown>>

/**
 * The objects of a file in JSON Lines, or of a JSON array. Raw line breaks within texts, which some sets have, count as spaces.
 *
 * @throws CribError `file-malformed`
 */
export function readObjects(text: string, file: string): Fields[] {
  const trimmed = text.trimStart()
  const parsed = trimmed.startsWith('[')
    ? [parse(trimmed, file, 1)].flat()
    : text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [parse(line, file, at + 1)]))
  return parsed.map((value, at) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
    throw malformed(file, at + 1, 'is no object')
  })
}

function parse(text: string, file: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed(file, line, error instanceof Error ? error.message : String(error))
  }
}

/** An object that is written within a field of another format, or undefined where it is none. */
export function parseObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text.replaceAll(/[\r\n\t]/g, ' '))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : undefined
  } catch {
    return undefined
  }
}

/** A text member, or the empty text. */
export function textOf(fields: Fields, ...keys: readonly string[]): string {
  for (const key of keys) {
    const value = fields[key]
    if (typeof value === 'string' && value.trim() !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return ''
}

function malformed(file: string, line: number, reason: string): CribError {
  return new CribError(
    'file-malformed',
    `${file}, row ${line}: ${reason}. See docs/public-sets.md for its format.`,
    {
      details: { file, line },
    },
  )
}
