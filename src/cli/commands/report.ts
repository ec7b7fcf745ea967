import {
  type CatalogTokens,
  type CheckupInput,
  catalogProbes,
  checkupReport,
  type Evidence,
  type EvidenceRecall,
  measureRecall,
  planInput,
} from '../../checkup/index.js'
import type { Crib } from '../../crib/Crib.js'
import { CribError } from '../../errors.js'
import type { Plan } from '../../plan/Plan.js'
import { loadPageScript, type ReportDocument, renderHtml, renderMarkdown } from '../../report/index.js'
import { findHygiene } from '../../tool/hygiene/findHygiene.js'
import type { CliIo } from '../CliIo.js'
import { jsonText } from '../escapeText.js'
import { EXIT } from '../exitCodes.js'
import { leftOut } from '../leftOut.js'
import { openCrib } from '../openCrib.js'
import { readSources, type SourceSet } from '../readSources.js'
import { catalogTokens } from '../report/catalogTokens.js'
import { commandLine } from '../report/commandLine.js'
import { evidenceOf, readEvidence } from '../report/readEvidence.js'
import { readShadow } from '../report/readShadow.js'
import { createStepProgress, type StepProgress } from '../report/stepProgress.js'
import { uncompiledSchemas } from '../report/uncompiledSchemas.js'
import { createStyle } from '../Style.js'
import type { SourceArgs } from '../sourceOptions.js'
import { reportView } from '../views/reportView.js'
import { warn } from '../warn.js'
import { writeTextFile } from '../writeTextFile.js'

/** Arguments of `toolcrib report`. */
export interface ReportArgs extends SourceArgs {
  /** File of labelled tasks. */
  tasks?: string
  /** File of logged calls, as `toolcrib import-log` writes it. */
  log?: string
  /** File that `openShadowLog` wrote. */
  shadow?: string
  /** Most tokens of the selection that is judged, 1 or more. Default 4,000. */
  maxTokens?: number
  /** The model that is billed and paid for. Default: lists are counted as JSON, and money is that of claude-sonnet-5-5. */
  model?: string
  /** File that the HTML page is written to. */
  out?: string
  json?: boolean
  markdown?: boolean
}

const DEFAULT_TOKENS = 4_000
const DEFAULT_MODEL = 'claude-sonnet-5-5'
const BUDGETS = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000] as const

/** Pairs are compared, and schemas compiled, up to so many tools: both take seconds per thousand, and more than that above. */
const COMPARED_TOOLS = 2_000

/** `toolcrib report`: measures what selection would do for these tools, and says so. Resolves to the exit code. */
export async function report(args: ReportArgs, io: CliIo, version: string): Promise<number> {
  checkForms(args)
  const files = await readEvidence(args, io)
  const shadow = await readShadow(args, io)
  // Turns of shadow mode are the best log there is: every tool was there to be called.
  if (shadow !== undefined && shadow.rows.length > 0) files.log ??= shadow.rows
  const read = await readSources(args, io)
  const crib = await openCrib({}, { sources: read.sources, invalidTools: 'skip' }, io)
  try {
    const lost = leftOut(read, crib.catalog)
    const evidence = evidenceOf(files, crib.catalog)
    const input = await measure(crib, { args, evidence }, io)
    const set = { ...read, warnings: [...read.warnings, ...unmeasured(evidence, input)] }
    const document = checkupReport({
      ...input,
      ...(shadow && { shadow: shadow.summary }),
      lost: lostSentences(set, lost),
      made: originOf(args, { crib, io, version }),
    })
    if (args.out !== undefined) await writePage(document, args.out, io)
    io.stdout.write(shown(document, args, io))
    warn({ ...set, leftOut: lost }, io)
    return lost.length > 0 || set.servers.some(({ status }) => status === 'failed')
      ? EXIT.incomplete
      : EXIT.ok
  } finally {
    await crib.close()
  }
}

/** Evidence of which nothing could be measured: that is told, lest probes in its place be taken for it. */
function unmeasured(given: readonly Evidence[], { evidence }: Measured): string[] {
  return given
    .filter(({ kind }) => !evidence.some((one) => one.kind === kind))
    .map(({ kind, leftOut }) =>
      [`--${kind} holds nothing that can be measured on this catalog.`, ...leftOut].join(' '),
    )
}

function checkForms({ json, markdown }: ReportArgs): void {
  if (json !== true || markdown !== true) return
  const message = '--json and --markdown were both given. Give one of them: a run prints one document.'
  throw new CribError('usage', message, { details: { argument: '--markdown' } })
}

type Measured = Omit<CheckupInput, 'lost' | 'made'>

async function measure(
  crib: Crib,
  { args, evidence }: { args: ReportArgs; evidence: readonly Evidence[] },
  io: CliIo,
): Promise<Measured> {
  const progress = createStepProgress(io)
  try {
    const { catalog } = crib
    const maxTokens = args.maxTokens ?? DEFAULT_TOKENS
    const tokens = await catalogTokens(crib, args.model)
    const options = { maxTokens, budgets: BUDGETS, billedAs: args.model, signal: io.signal }
    const given = await recallsOf(crib, evidence, options, progress)
    const measured = given.length > 0 ? given : await recallsOf(crib, [probesOf(crib)], options, progress)
    const isSmall = catalog.tools.length <= COMPARED_TOOLS
    return {
      catalog,
      tokens,
      maxTokens,
      evidence: measured,
      plan: await planOf(crib, { args, tokens, measured: measured[0] }),
      confusable: isSmall ? await crib.confusable({ signal: io.signal }) : null,
      findings: findHygiene(catalog, {
        ...(isSmall && { uncompiled: await uncompiledSchemas(crib, progress.step('Compiling schemas')) }),
      }),
    }
  } finally {
    progress.clear()
  }
}

function probesOf({ catalog }: Crib): Evidence {
  const rows = catalogProbes(catalog)
  const without = catalog.tools.length - rows.length
  const leftOut =
    without === 0
      ? []
      : [
          `${without} tools have no probe: drawn were ${rows.length}, or their descriptions have too few words.`,
        ]
  return { kind: 'probes', rows, leftOut }
}

async function recallsOf(
  crib: Crib,
  evidence: readonly Evidence[],
  options: Parameters<typeof measureRecall>[2],
  progress: StepProgress,
): Promise<EvidenceRecall[]> {
  const measured: EvidenceRecall[] = []
  for (const one of evidence) {
    const onProgress = progress.step(`Selecting for ${one.kind}`)
    const recall = await measureRecall(crib, one, { ...options, onProgress })
    if (recall !== undefined) measured.push(recall)
  }
  return measured
}

async function planOf(
  crib: Crib,
  {
    args,
    tokens,
    measured,
  }: { args: ReportArgs; tokens: CatalogTokens; measured: EvidenceRecall | undefined },
): Promise<Plan | null> {
  if (crib.catalog.tools.length === 0) return null
  try {
    return await crib.plan({ model: args.model ?? DEFAULT_MODEL, ...planInput(tokens, measured) })
  } catch (error) {
    // A model that can be counted for, but whose prices are not in the table: the rest of the report stands.
    if (CribError.is(error) && error.code === 'price-unknown') return null
    throw error
  }
}

function lostSentences({ servers, warnings }: SourceSet, lost: ReturnType<typeof leftOut>): string[] {
  return [
    ...servers.flatMap(({ server, error }) => (error === undefined ? [] : [`${server} failed: ${error}`])),
    ...lost.map(({ server, message }) => (server === null ? message : `${server}: ${message}`)),
    ...warnings,
  ]
}

function originOf(
  args: ReportArgs,
  { crib, io, version }: { crib: Crib; io: CliIo; version: string },
): ReportDocument['made'] {
  return {
    command: commandLine(args),
    version,
    date: io.date(),
    inputs: { catalog: crib.catalog.revision, model: args.model ?? DEFAULT_MODEL, seed: 0 },
  }
}

async function writePage(document: ReportDocument, file: string, io: CliIo): Promise<void> {
  const text = renderHtml(document, { script: await loadPageScript() })
  await writeTextFile(file, { text, option: '--out' }, io)
}

function shown(document: ReportDocument, { json, markdown, out }: ReportArgs, io: CliIo): string {
  if (json === true) return jsonText(document)
  if (markdown === true) return renderMarkdown(document)
  return reportView(document, { out, style: createStyle(io) })
}
