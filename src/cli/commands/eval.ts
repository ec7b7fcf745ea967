import type { Crib } from '../../crib/Crib.js'
import { CribError } from '../../errors.js'
import {
  checkGold,
  evaluateRun,
  parseQueries,
  type QueryRow,
  type RankedQuery,
  taskOf,
} from '../../eval/index.js'
import type { CliIo } from '../CliIo.js'
import { eachQuery } from '../eachQuery.js'
import { jsonText } from '../escapeText.js'
import { asksForHandouts, evalHandouts, type HandoutArgs, type HandoutDocument } from '../evalHandouts.js'
import { EXIT } from '../exitCodes.js'
import { round } from '../format.js'
import { type LeftOut, leftOut } from '../leftOut.js'
import { openCrib } from '../openCrib.js'
import { percentile } from '../percentile.js'
import { rankableSources } from '../rankableSources.js'
import { readSources, type SourceSet } from '../readSources.js'
import { readTextFile } from '../readTextFile.js'
import type { ServerReport } from '../ServerReport.js'
import { createStyle } from '../Style.js'
import type { EngineArgs, SourceArgs } from '../sourceOptions.js'
import { evalView, gateSentence } from '../views/evalView.js'
import { warn } from '../warn.js'

/** Arguments of `toolcrib eval`. */
export interface EvalArgs extends SourceArgs, HandoutArgs, Omit<EngineArgs, 'tokenizer'> {
  queries: string
  json?: boolean
}

/** What `toolcrib eval --json` prints; documented in docs/cli.md. Metrics and intervals are fractions of 1. */
export interface EvalDocument extends HandoutDocument {
  tools: number
  /** Queries that were scored. */
  queries: number
  /** Queries with empty gold, left out of the metrics. */
  noGold: number
  metrics: Record<string, number>
  /** Bootstrap 95 % intervals, `[low, high]`. */
  intervals: Record<string, [number, number]>
  /** Milliseconds: reading both files, making the engine, and one ranking (median and 95th percentile). */
  ms: { load: number; index: number; p50: number; p95: number }
  /** With `--config` only: how its servers answered, what was lost, sentences about the file. */
  servers?: ServerReport[]
  leftOut?: LeftOut[]
  warnings?: string[]
}

/** Deepest rank that any metric looks at. */
const DEPTH = 10
/** Fixed, so that two runs print the same figures. */
const BOOTSTRAP = { resamples: 1000, seed: 0 }
const DIGITS = 6

/** `toolcrib eval`: ranks every query of a labelled set and prints the metrics. Resolves to the exit code. */
export async function evaluate(args: EvalArgs, io: CliIo): Promise<number> {
  if (args.gate !== undefined && args.minRecall === undefined) throw gateWithoutRecall()
  const started = io.now()
  const set = await readSources(args, io)
  const { sources, mended } =
    args.config === undefined ? rankableSources(set.sources) : { ...set, mended: [] }
  warnOfMended(mended, io)
  const queries = parseQueries(await readTextFile(args.queries, '--queries', io), args.queries)
  const loaded = io.now()
  const invalidTools = args.config === undefined ? 'error' : 'skip'
  // Where no token is counted, the estimate needs no vocabulary.
  const tokenizer = asksForHandouts(args) ? 'o200k_base' : 'estimate'
  const crib = await openCrib({ ...args, tokenizer }, { sources, invalidTools }, io)
  try {
    const ms = { load: loaded - started, index: io.now() - loaded }
    checkGold(queries, (id) => hasId(crib, id))
    const document = await documentOf(crib, { args, set, queries, ms }, io)
    io.stdout.write(args.json === true ? jsonText(document) : evalView(document, createStyle(io)))
    return exitCodeFor(document, io)
  } finally {
    await crib.close()
  }
}

async function documentOf(
  crib: Crib,
  read: { args: EvalArgs; set: SourceSet; queries: readonly QueryRow[]; ms: { load: number; index: number } },
  io: CliIo,
): Promise<EvalDocument> {
  const { args, set, queries, ms } = read
  const { run, times } = await rankAll(crib, queries, io)
  const scores = evaluateRun(run, { ...BOOTSTRAP, serverOf: (id) => crib.catalog.get(id)?.server })
  return {
    tools: crib.catalog.tools.length,
    queries: scores.queries,
    noGold: scores.noGold,
    metrics: mapValues(scores.metrics, (value) => round(value, DIGITS)),
    intervals: mapValues(scores.intervals, ([low, high]) => [round(low, DIGITS), round(high, DIGITS)]),
    ...(await evalHandouts(crib, { queries, args }, io)),
    ms: {
      load: round(ms.load, 3),
      index: round(ms.index, 3),
      p50: round(percentile(times, 0.5), 3),
      p95: round(percentile(times, 0.95), 3),
    },
    ...(args.config === undefined
      ? {}
      : { servers: set.servers, leftOut: leftOut(set, crib.catalog), warnings: set.warnings }),
  }
}

/** A gate that is not passed outweighs servers that failed: it is why somebody asked. */
function exitCodeFor(document: EvalDocument, io: CliIo): number {
  const { gate, servers = [], leftOut = [], warnings = [] } = document
  warn({ warnings, servers, leftOut }, io)
  if (gate?.passed === false) {
    io.stderr.write(`${createStyle(io, 'stderr').bad('gate:')} ${gateSentence(gate)}\n`)
    return EXIT.belowGate
  }
  const isWhole = leftOut.length === 0 && servers.every(({ status }) => status === 'listed')
  return isWhole ? EXIT.ok : EXIT.incomplete
}

function gateWithoutRecall(): CribError {
  const message = '--gate says what --min-recall is held against, and there is none. Give --min-recall, too.'
  return new CribError('usage', message, { details: { argument: '--gate' } })
}

function warnOfMended(ids: readonly string[], io: CliIo): void {
  const [first] = ids
  if (first === undefined) return
  const subject = ids.length === 1 ? '1 tool has' : `${ids.length} tools have`
  const line = `${subject} an inputSchema whose root is not of type "object" (the first is ${JSON.stringify(first)}); they are ranked all the same`
  warn({ warnings: [line], servers: [], leftOut: [] }, io)
}

/** True for an id itself: `catalog.get` would take a wire name too. */
function hasId(crib: Crib, id: string): boolean {
  return crib.catalog.get(id)?.id === id
}

async function rankAll(
  crib: Crib,
  queries: readonly QueryRow[],
  io: CliIo,
): Promise<{ run: RankedQuery[]; times: number[] }> {
  const times: number[] = []
  const work = async (query: QueryRow): Promise<RankedQuery> => {
    const before = io.now()
    const ranking = await crib.rank(taskOf(query), { limit: DEPTH, signal: io.signal })
    times.push(io.now() - before)
    return { query, ranked: ranking.items.map(({ tool }) => tool.id) }
  }
  return { run: await eachQuery(queries, { doing: 'Ranking', work }, io), times }
}

function mapValues<In, Out>(
  values: Readonly<Record<string, In>>,
  map: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]))
}
