import { basename } from 'node:path'
import { CribError } from '../../errors.js'
import {
  createToolMatcher,
  importLogs,
  type LogFile,
  type LogFormatName,
  type LogImport,
  matchByName,
} from '../../eval/index.js'
import { createCatalog } from '../../tool/Catalog.js'
import { prefixed } from '../../tool/wireNames.js'
import type { CliIo } from '../CliIo.js'
import { jsonLine, jsonText } from '../escapeText.js'
import { EXIT } from '../exitCodes.js'
import { type LeftOut, leftOut } from '../leftOut.js'
import { createProgress } from '../Progress.js'
import { readSources, type SourceSet } from '../readSources.js'
import { readFileBytes } from '../readTextFile.js'
import type { ServerReport } from '../ServerReport.js'
import { createStyle } from '../Style.js'
import type { SourceArgs } from '../sourceOptions.js'
import { importLogView } from '../views/importLogView.js'
import { warn } from '../warn.js'
import { writeTextFile } from '../writeTextFile.js'

/** Arguments of `toolcrib import-log`. Without tools, names are taken as they are. */
export interface ImportLogArgs extends SourceArgs {
  files: string[]
  format?: LogFormatName | 'auto'
  /** Default: standard output. */
  out?: string
  redact: boolean
  json?: boolean
}

/** What `toolcrib import-log --json` prints; documented in docs/cli.md. */
export interface ImportLogDocument extends Omit<LogImport, 'tasks'> {
  /** The file that was written; null where the tasks are on standard output. */
  out: string | null
  /** Tasks that were written. */
  tasks: number
  /** Tools that names were matched with; null without any. */
  tools: number | null
  servers: ServerReport[]
  leftOut: LeftOut[]
  warnings: string[]
}

/** `toolcrib import-log`: labelled tasks from logs. Resolves to the exit code. */
export async function importLog(args: ImportLogArgs, io: CliIo): Promise<number> {
  const { out, json = false, format = 'auto', redact } = args
  if (json && out === undefined) throw jsonWithoutOut()
  const known = await readTools(args, io)
  const { tasks, ...counts } = await read(args, { match: known.match, redact, format }, io)
  const lines = tasks.map(jsonLine).join('')
  if (out !== undefined) await writeTextFile(out, { text: lines, option: '--out' }, io)
  const { tools, servers, left, warnings } = known
  const document: ImportLogDocument = {
    out: out ?? null,
    tasks: tasks.length,
    tools,
    ...counts,
    servers,
    leftOut: left,
    warnings,
  }
  if (json) io.stdout.write(jsonText(document))
  else if (out !== undefined) io.stdout.write(importLogView(document, createStyle(io)))
  else {
    io.stdout.write(lines)
    io.stderr.write(importLogView(document, createStyle(io, 'stderr')))
  }
  warn(document, io)
  if (tasks.length === 0) return EXIT.nothing
  const isWhole = left.length === 0 && servers.every(({ status }) => status === 'listed')
  return isWhole && counts.files.every(({ broken }) => broken.count === 0) ? EXIT.ok : EXIT.incomplete
}

async function read(
  { files }: ImportLogArgs,
  how: { match: Known['match']; redact: boolean; format: LogFormatName | 'auto' },
  io: CliIo,
): Promise<LogImport> {
  const { match, redact, format } = how
  const progress = createProgress(io)
  // Names alone: the folders of a machine are nobody's business in a file that may be shared.
  const logs = files.map(
    (path): LogFile => ({
      name: basename(path),
      chunks: readFileBytes(path, 'a log', io),
    }),
  )
  try {
    return await importLogs(logs, {
      match,
      redact,
      format: format === 'auto' ? undefined : format,
      onProgress: (file, line) => {
        if (io.signal.aborted) throw new CribError('aborted', 'Interrupted.')
        progress.show(`Reading ${file}: line ${line}`)
      },
    })
  } finally {
    progress.clear()
  }
}

/** The tools that calls are matched with. */
interface Known {
  match: ReturnType<typeof createToolMatcher>
  tools: number | null
  servers: ServerReport[]
  left: LeftOut[]
  warnings: string[]
}

async function readTools(args: ImportLogArgs, io: CliIo): Promise<Known> {
  if (args.config === undefined && args.tools === undefined)
    return { match: matchByName, tools: null, servers: [], left: [], warnings: [] }
  const set: SourceSet = await readSources(args, io)
  const catalog = createCatalog(set.sources, 'skip')
  const match = createToolMatcher(
    catalog.tools.map((tool) => ({
      id: tool.id,
      server: tool.server,
      name: tool.name,
      // Hosts with several servers prefix names, and so do wrappers of one.
      wireNames: [catalog.wireName(tool.id), prefixed(tool)],
    })),
  )
  const { servers, warnings } = set
  return { match, tools: catalog.tools.length, servers, left: leftOut(set, catalog), warnings }
}

function jsonWithoutOut(): CribError {
  const message = '--json prints a document, and the tasks are JSON lines. Give --out FILE for the tasks.'
  return new CribError('usage', message, { details: { argument: '--json' } })
}
