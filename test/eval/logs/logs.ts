import { type ImportLogsOptions, importLogs, type LogImport, matchByName } from '../../../src/eval/index.js'

/** The bytes of a text, a few at a time, so that characters and lines are cut anywhere. */
export async function* bytesOf(text: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Imports records, one a line, with names as they are and nothing taken out. */
export async function importRecords(
  records: readonly unknown[],
  options: Partial<ImportLogsOptions> = {},
): Promise<LogImport> {
  return await importText(records.map((record) => JSON.stringify(record)).join('\n'), options)
}

/** Imports one file. */
export async function importText(
  text: string | Uint8Array,
  options: Partial<ImportLogsOptions> = {},
): Promise<LogImport> {
  const files = [{ name: 'log', chunks: bytesOf(text, 4096) }]
  return await importLogs(files, { match: matchByName, redact: false, ...options })
}

/** Text, history and gold of each task. */
export function rowsOf({ tasks }: LogImport): [string, readonly string[], readonly string[]][] {
  return tasks.map(({ text, history = [], gold }) => [text, history, gold])
}
