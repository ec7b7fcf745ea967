import { CribError } from 'toolcrib'

/**
 * Fields of a text with separated values, quoted as in RFC 4180: a quoted field may hold separators, line breaks and doubled
 * quotes. Empty lines are left out, and so what stands between the two characters of a Windows line break.
 *
 * @param separator - one character
 * @throws CribError `file-malformed` where a quoted field does not end
 */
export function parseDelimited(text: string, separator: ',' | '\t', file: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at <= text.length) {
    const { field, end } = text[at] === '"' ? quoted(text, at, file) : bare(text, at, separator)
    row.push(field)
    at = end + 1
    if (text[end] === separator) continue
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  return rows
}

/** A field from `start` to its separator, line break or the end of the text. */
function bare(text: string, start: number, separator: string): { field: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { field: text.slice(start, end), end }
}

function quoted(text: string, start: number, file: string): { field: string; end: number } {
  let field = ''
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') field += text[at]
    else if (text[at + 1] === '"') {
      field += '"'
      at += 1
    } else return { field, end: at + 1 }
  }
  const line = text.slice(0, start).split('\n').length
  throw new CribError(
    'file-malformed',
    `${file}: the quoted field that begins in line ${line} does not end. Download the file again.`,
    { details: { file, line } },
  )
}
