import type { Selection } from '../../budget/Selection.js'
import type { Crib, SelectOptions } from '../../crib/Crib.js'
import type { CliIo } from '../CliIo.js'
import { jsonText } from '../escapeText.js'
import { EXIT } from '../exitCodes.js'
import { round } from '../format.js'
import { type LeftOut, leftOut } from '../leftOut.js'
import { openCrib } from '../openCrib.js'
import { readSources, type SourceSet } from '../readSources.js'
import { readTask, type TaskArgs } from '../readTask.js'
import type { ServerReport } from '../ServerReport.js'
import { createStyle } from '../Style.js'
import type { EngineArgs, SourceArgs } from '../sourceOptions.js'
import { selectView } from '../views/selectView.js'
import { warn } from '../warn.js'

/** Arguments of `toolcrib select`. */
export interface SelectArgs extends SourceArgs, EngineArgs, TaskArgs {
  maxTokens?: number
  maxTools?: number
  pin?: string[]
  include?: string[]
  exclude?: string[]
  /** Shows the evidence of every tool and the best tools that were left. */
  explain?: boolean
  json?: boolean
}

/** What `toolcrib select --json` prints; documented in docs/cli.md. */
export interface SelectDocument extends Selection {
  catalog: { tools: number; servers: number }
  servers: ServerReport[]
  leftOut: LeftOut[]
  warnings: string[]
  /** Milliseconds: reading files or listing servers, making the engine, the selection alone. */
  ms: { load: number; index: number; select: number }
}

/** `toolcrib select`: prints what would be handed out for a task, and why. Resolves to the exit code. */
export async function select(args: SelectArgs, io: CliIo): Promise<number> {
  const task = await readTask(args, io)
  const started = io.now()
  const set = await readSources(args, io)
  const loaded = io.now()
  const crib = await openCrib(args, { sources: set.sources, invalidTools: invalidTools(args) }, io)
  try {
    // Counts every definition once, so that the selection's time is its own.
    await crib.cost()
    const indexed = io.now()
    const selection = await crib.select(task, selectOptions(args, io))
    const ms = { load: loaded - started, index: indexed - loaded, select: io.now() - indexed }
    const document = documentOf(selection, { crib, set, ms })
    if (args.json === true) io.stdout.write(jsonText(document))
    else io.stdout.write(selectView(document, { explain: args.explain === true, style: createStyle(io) }))
    warn(document, io)
    return exitCode(document)
  } finally {
    await crib.close()
  }
}

/** A file is the user's own and must be right; what servers list is not, and one bad tool must not hide the rest. */
function invalidTools(args: SourceArgs): 'error' | 'skip' {
  return args.config === undefined ? 'error' : 'skip'
}

function selectOptions({ maxTokens, maxTools, pin, include, exclude }: SelectArgs, io: CliIo): SelectOptions {
  return { maxTokens, maxTools, pinned: pin, include, exclude, signal: io.signal }
}

function documentOf(
  selection: Selection,
  { crib, set, ms }: { crib: Crib; set: SourceSet; ms: SelectDocument['ms'] },
): SelectDocument {
  return {
    ...selection,
    catalog: { tools: crib.catalog.tools.length, servers: crib.catalog.servers.length },
    servers: set.servers,
    leftOut: leftOut(set, crib.catalog),
    warnings: set.warnings,
    ms: { load: round(ms.load, 3), index: round(ms.index, 3), select: round(ms.select, 3) },
  }
}

function exitCode({ servers, leftOut, items, nothingFits }: SelectDocument): number {
  // An incomplete catalog first: "nothing fits" is then no verdict on the user's servers.
  if (leftOut.length > 0 || servers.some((server) => server.status === 'failed')) return EXIT.incomplete
  return nothingFits || items.length === 0 ? EXIT.nothing : EXIT.ok
}
