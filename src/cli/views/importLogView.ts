import type { ImportLogDocument } from '../commands/importLog.js'
import { escapeProse, escapeText } from '../escapeText.js'
import { count } from '../format.js'
import { renderTable } from '../renderTable.js'
import type { Style } from '../Style.js'

/** Names and lines that are shown; `--json` has all names. */
const MAX_NAMES = 10
const MAX_LINES = 5

/** What `toolcrib import-log` did, for people. */
export function importLogView(document: ImportLogDocument, style: Style): string {
  const { tasks, out, calls, failedCalls, redacted } = document
  const failed = failedCalls === 0 ? '' : ` (${count(failedCalls, 'failed call')} left out)`
  const lines = [
    style.bold(
      `${count(tasks, 'task')} from ${count(calls, 'call')}${failed}${out === null ? '' : ` in ${escapeText(out)}`}`,
    ),
    ...document.files.flatMap(fileLines),
    ...lostLines(document),
    ...(redacted === 0
      ? []
      : [`${count(redacted, 'place')} that looked like a secret taken out (--no-redact keeps them)`]),
    ...nameLines(document, style),
  ]
  return `${lines.join('\n')}\n`
}

function fileLines({ file, records, broken, unrecognised }: ImportLogDocument['files'][number]): string[] {
  const read = Object.entries(records).map(([format, number]) => `${count(number, 'record')} of ${format}`)
  return [
    `${escapeText(file)}: ${read.length === 0 ? 'no record' : read.join(', ')}`,
    ...faultLines('cannot be read', broken),
    ...faultLines('of no known format', unrecognised),
  ]
}

function faultLines(
  what: string,
  { count: number, lines }: { count: number; lines: { line: number; reason: string }[] },
): string[] {
  if (number === 0) return []
  const shown = lines
    .slice(0, MAX_LINES)
    .map(({ line, reason }) => `    line ${line}: ${escapeProse(reason)}`)
  const more = number - shown.length
  return [
    `  ${count(number, 'record')} ${what}:`,
    ...shown,
    ...(more > 0 ? [`    and ${count(more, 'more', 'more')}`] : []),
  ]
}

function lostLines({ skipped, repeated, callsWithoutText }: ImportLogDocument): string[] {
  const { noCall, onlyFailed, onlyUnmatched } = skipped
  const lost: [number, string][] = [
    [noCall, 'without a call'],
    [onlyFailed, 'whose calls all failed'],
    [onlyUnmatched, 'whose calls name no known tool'],
    [repeated, 'that came again'],
  ]
  const lines = lost.flatMap(([number, why]) =>
    number === 0 ? [] : [`${count(number, 'request')} ${why}: no task`],
  )
  const unknown = `${count(callsWithoutText, 'call')} for which the log has no request: no task`
  return callsWithoutText === 0 ? lines : [...lines, unknown]
}

function nameLines({ unmatched }: ImportLogDocument, style: Style): string[] {
  if (unmatched.length === 0) return []
  const rows = unmatched
    .slice(0, MAX_NAMES)
    .map(({ name, calls, why, candidates }) => [
      escapeText(name),
      String(calls),
      why === 'unknown'
        ? 'no tool has this name'
        : `may be ${candidates.slice(0, 3).map(escapeText).join(', ')}`,
    ])
  const more = unmatched.length - rows.length
  const table = renderTable(
    [{ header: 'Not matched', shrinkTo: 20 }, { header: 'Calls', align: 'right' }, { header: 'Why' }],
    rows,
    style,
  )
  return ['', ...table, ...(more > 0 ? [`and ${count(more, 'more name')}`] : [])]
}
