import type { Crib, SelectOptions } from '../../crib/Crib.js'
import type { Explanation } from '../../crib/Explanation.js'
import type { Selection } from '../../crib/Selection.js'
import { CribError } from '../../errors.js'
import type { RecallGuarantee } from '../../rank/recallThreshold.js'
import { billingFor } from '../../tokens/render/billingFor.js'
import type { ToolBilling } from '../../tokens/render/ToolBilling.js'
import type { Level } from '../../tool/Level.js'
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
import { readSession, writeSession } from '../sessionFile.js'
import type { EngineArgs, SourceArgs } from '../sourceOptions.js'
import { selectView } from '../views/selectView.js'
import { warn } from '../warn.js'

/** Arguments of `toolcrib select`. */
export interface SelectArgs extends SourceArgs, EngineArgs, TaskArgs {
  maxTokens?: number
  /** The model whose bill tokens are counted for; not with `tokenizer`. */
  billedAs?: string
  maxTools?: number
  /** Recall to hand out for, above 0 and below 1. */
  targetRecall?: number
  /** Default `mean`. Only with `targetRecall`. */
  guarantee?: RecallGuarantee
  maxShare?: number
  /** Default: those that a model can call from. */
  levels?: Level[]
  /** 0 to 1. */
  minConfidence?: number
  /** Default `auto`. */
  search?: 'auto' | 'on' | 'off'
  /** File that keeps the session between calls. */
  session?: string
  pin?: string[]
  include?: string[]
  exclude?: string[]
  /** A tool, by id or wire name, that is to be explained. */
  why?: string
  /** Shows the evidence of every tool and the best tools that were left. */
  explain?: boolean
  json?: boolean
}

/** What `toolcrib select --json` prints; documented in docs/cli.md. */
export interface SelectDocument extends Omit<Selection, 'search'> {
  search: { name: string; tokens: number } | null
  catalog: { tools: number; servers: number }
  servers: ServerReport[]
  leftOut: LeftOut[]
  warnings: string[]
  /** Whose bill `tokens` are, and what was assumed for want of facts; absent without `--billed-as`. */
  billedAs?: Pick<ToolBilling, 'provider' | 'model'> & { assumed: string | null }
  /** Where the tool of `--why` stands; absent without it. */
  explained?: Explanation
  /** Milliseconds: reading files or listing servers, making the engine, the selection alone. */
  ms: { load: number; index: number; select: number }
}

/** `toolcrib select`: prints what would be handed out for a task, and why. Resolves to the exit code. */
export async function select(args: SelectArgs, io: CliIo): Promise<number> {
  checkGuarantee(args)
  const billedAs = billedAsOf(args)
  const task = await readTask(args, io)
  const started = io.now()
  const set = await readSources(args, io)
  const loaded = io.now()
  const crib = await openCrib(args, { sources: set.sources, invalidTools: invalidTools(args) }, io)
  try {
    // Counts every definition once, so that the selection's time is its own.
    await crib.cost()
    const indexed = io.now()
    const options = await selectOptions(args, io)
    const selected = io.now()
    const selection = await crib.select(task, options)
    const ms = { load: loaded - started, index: indexed - loaded, select: io.now() - selected }
    const document = documentOf(selection, { crib, set, ms, args })
    if (billedAs !== undefined) document.billedAs = billedAs
    if (args.why !== undefined) document.explained = await crib.explain(task, args.why, options)
    // Last: an explanation that fails must not leave a turn behind.
    if (args.session !== undefined) await writeSession(args.session, selection.session!.state, io)
    if (args.json === true) io.stdout.write(jsonText(document))
    else io.stdout.write(selectView(document, { explain: args.explain === true, style: createStyle(io) }))
    warn(document, io)
    return exitCode(document)
  } finally {
    await crib.close()
  }
}

function checkGuarantee({ guarantee, targetRecall }: SelectArgs): void {
  if (guarantee === undefined || targetRecall !== undefined) return
  throw new CribError('usage', '--guarantee says what --target-recall promises. Add that, or leave it out.', {
    details: { argument: '--guarantee' },
  })
}

/** Refuses an unknown model before any server is started. */
function billedAsOf({ billedAs, tokenizer }: SelectArgs): SelectDocument['billedAs'] {
  if (billedAs === undefined) return undefined
  if (tokenizer !== undefined)
    throw new CribError(
      'usage',
      "--billed-as counts by the model's own tokenizer. Leave --tokenizer out, or --billed-as.",
      { details: { argument: '--tokenizer', value: tokenizer } },
    )
  const { provider, model, assumed = null } = billingFor({ model: billedAs })
  return { provider, model, assumed }
}

/** A file is the user's own and must be right; what servers list is not, and one bad tool must not hide the rest. */
function invalidTools(args: SourceArgs): 'error' | 'skip' {
  return args.config === undefined ? 'error' : 'skip'
}

async function selectOptions(args: SelectArgs, io: CliIo): Promise<SelectOptions> {
  const { maxTokens, billedAs, maxTools, maxShare, targetRecall: value, guarantee = 'mean' } = args
  const { pin: pinned, include, exclude, levels, minConfidence, search } = args
  const session = args.session === undefined ? undefined : await readSession(args.session, io)
  const targetRecall = value === undefined ? undefined : { value, guarantee }
  return {
    maxTokens,
    billedAs,
    maxTools,
    maxShare,
    targetRecall,
    levels,
    minConfidence,
    search,
    session,
    pinned,
    include,
    exclude,
    signal: io.signal,
  }
}

function documentOf(
  selection: Selection,
  { crib, set, ms, args }: { crib: Crib; set: SourceSet; ms: SelectDocument['ms']; args: SelectArgs },
): SelectDocument {
  const { search, ...plain } = selection
  return {
    ...plain,
    search: search === null ? null : { name: search.name, tokens: search.tokens },
    catalog: { tools: crib.catalog.tools.length, servers: crib.catalog.servers.length },
    servers: set.servers,
    leftOut: leftOut(set, crib.catalog),
    warnings: [...set.warnings, ...calibrationWarnings(crib, args)],
    ms: { load: round(ms.load, 3), index: round(ms.index, 3), select: round(ms.select, 3) },
  }
}

function calibrationWarnings(crib: Crib, { calibrations }: SelectArgs): string[] {
  if (calibrations === undefined || crib.calibration !== undefined) return []
  return [
    `${calibrations} (--calibrations) holds nothing for this catalog as it is now and this embedder, so confidence is as it is out of the box; \`toolcrib calibrate\` adds it`,
  ]
}

function exitCode({ servers, leftOut, items, nothingFits }: SelectDocument): number {
  // An incomplete catalog first: "nothing fits" is then no verdict on the user's servers.
  if (leftOut.length > 0 || servers.some((server) => server.status === 'failed')) return EXIT.incomplete
  return nothingFits || items.length === 0 ? EXIT.nothing : EXIT.ok
}
