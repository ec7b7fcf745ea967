import { CribError } from '../../errors.js'
import type { ToolMatch } from './createToolMatcher.js'
import { decodeChunks, isGzip } from './decodeChunks.js'
import type { Fields } from './fields.js'
import { LOG_FORMATS, type LogFormat, type LogFormatName, type LogReader } from './LogFormat.js'
import type { LogCall } from './LogTurn.js'
import { readRecords } from './readRecords.js'
import { type CollectedTasks, TaskCollector } from './TaskCollector.js'

/** A file of a log. */
export interface LogFile {
  /** For `source` of the tasks and for messages. */
  name: string
  /** Its bytes, piece by piece. */
  chunks: AsyncIterable<Uint8Array>
}

/** Options of {@link importLogs}. */
export interface ImportLogsOptions {
  /** Default: each record is read by the first format that knows it. */
  format?: LogFormatName | undefined
  /** Which tool a call means. */
  match: (call: LogCall) => ToolMatch
  /** Whether what looks like a secret is taken out of texts. Default true. */
  redact?: boolean | undefined
  /** Longest line in UTF-16 code units. Default 64 million. */
  maxLength?: number | undefined
  /** Called now and then with the file and its line. */
  onProgress?: ((file: string, line: number) => void) | undefined
}

/** What could not be read of a file. `lines` are the first 20. */
export interface LogFaults {
  count: number
  lines: { line: number; reason: string }[]
}

/** One file, as it was read. */
export interface LogFileReport {
  file: string
  /** Records by format. */
  records: Partial<Record<LogFormatName, number>>
  /** Lines that are no JSON, or too long. */
  broken: LogFaults
  /** Records of no known format. */
  unrecognised: LogFaults
}

/** The tasks of logs, and what was lost on the way. */
export interface LogImport extends CollectedTasks {
  files: LogFileReport[]
}

const MAX_FAULTS = 20
const PROGRESS_EVERY = 1_000

/**
 * Turns logs of a model's traffic into labelled tasks: what a user wrote, and the tools that were called for it without
 * failing. Holds the texts of all requests, each once, and never a file.
 *
 * @throws CribError `file-malformed` for a compressed file; what reading a file throws
 */
export async function importLogs(files: readonly LogFile[], options: ImportLogsOptions): Promise<LogImport> {
  const { format, match, redact = true } = options
  const formats = LOG_FORMATS.filter(({ name }) => format === undefined || name === format)
  // One reader for all files: a batch has its requests in one and the responses in another.
  const readers = new Map(formats.map((one) => [one, one.createReader()]))
  const collector = new TaskCollector()
  const reports: LogFileReport[] = []
  for (const file of files) reports.push(await readFile(file, { readers, collector, options }))
  for (const reader of readers.values()) for (const turn of reader.end()) collector.add(turn)
  return { files: reports, ...collector.collect({ match, redact }) }
}

async function readFile(
  { name, chunks }: LogFile,
  to: { readers: ReadonlyMap<LogFormat, LogReader>; collector: TaskCollector; options: ImportLogsOptions },
): Promise<LogFileReport> {
  const { readers, collector, options } = to
  const report: LogFileReport = { file: name, records: {}, broken: noFaults(), unrecognised: noFaults() }
  const texts = decodeChunks(unpacked(chunks, name))
  for await (const read of readRecords(texts, { maxLength: options.maxLength })) {
    const { line } = read
    if (line % PROGRESS_EVERY === 0) options.onProgress?.(name, line)
    if ('fault' in read) {
      addFault(report.broken, line, read.fault)
      continue
    }
    const format = [...readers.keys()].find((one) => one.matches(read.record))
    if (format === undefined) {
      addFault(report.unrecognised, line, `members: ${membersOf(read.record)}`)
      continue
    }
    report.records[format.name] = (report.records[format.name] ?? 0) + 1
    const turns = readers.get(format)!.read(read.record, `${name}:${line}`)
    for (const turn of turns) collector.add(turn)
  }
  return report
}

async function* unpacked(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  let isFirst = true
  for await (const chunk of chunks) {
    if (isFirst && isGzip(chunk)) {
      const message = `${file} is compressed by gzip. Unpack it first: gunzip -k ${file}.`
      throw new CribError('file-malformed', message, { details: { file, line: 1, column: 1 } })
    }
    isFirst = false
    yield chunk
  }
}

function noFaults(): LogFaults {
  return { count: 0, lines: [] }
}

function addFault(faults: LogFaults, line: number, reason: string): void {
  faults.count += 1
  if (faults.lines.length < MAX_FAULTS) faults.lines.push({ line, reason })
}

/** Values may be secrets; the names of members say enough. */
function membersOf(record: Fields): string {
  return Object.keys(record).slice(0, 8).join(', ').slice(0, 200)
}
