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
import { jsonText } from '../escapeText.js'
import { EXIT } from '../exitCodes.js'
import { round } from '../format.js'
import { openCrib } from '../openCrib.js'
import { createProgress } from '../Progress.js'
import { percentile } from '../percentile.js'
import { rankableSources } from '../rankableSources.js'
import { readSources } from '../readSources.js'
import { readTextFile } from '../readTextFile.js'
import { createStyle } from '../Style.js'
import type { EngineArgs } from '../sourceOptions.js'
import { evalView } from '../views/evalView.js'
import { warn } from '../warn.js'

/** Arguments of `toolcrib eval`. */
export interface EvalArgs extends Omit<EngineArgs, 'tokenizer'> {
  tools: string
  queries: string
  json?: boolean
}

/** What `toolcrib eval --json` prints; documented in docs/cli.md. Metrics and intervals are fractions of 1. */
export interface EvalDocument {
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
}

/** Deepest rank that any metric looks at. */
const DEPTH = 10
/** Fixed, so that two runs print the same figures. */
const BOOTSTRAP = { resamples: 1000, seed: 0 }
const DIGITS = 6

/** `toolcrib eval`: ranks every query of a labelled set and prints the metrics. Resolves to the exit code. */
export async function evaluate(args: EvalArgs, io: CliIo): Promise<number> {
  const started = io.now()
  const { sources, mended } = rankableSources((await readSources({ tools: args.tools }, io)).sources)
  warnOfMended(mended, io)
  const queries = parseQueries(await readTextFile(args.queries, '--queries', io), args.queries)
  const loaded = io.now()
  // No token is counted here: the estimate needs no vocabulary.
  const crib = await openCrib({ ...args, tokenizer: 'estimate' }, { sources }, io)
  try {
    const indexed = io.now()
    checkGold(queries, (id) => hasId(crib, id))
    const { run, times } = await rankAll(crib, queries, io)
    const scores = evaluateRun(run, { ...BOOTSTRAP, serverOf: (id) => crib.catalog.get(id)?.server })
    const document: EvalDocument = {
      tools: crib.catalog.tools.length,
      queries: scores.queries,
      noGold: scores.noGold,
      metrics: mapValues(scores.metrics, (value) => round(value, DIGITS)),
      intervals: mapValues(scores.intervals, ([low, high]) => [round(low, DIGITS), round(high, DIGITS)]),
      ms: {
        load: round(loaded - started, 3),
        index: round(indexed - loaded, 3),
        p50: round(percentile(times, 0.5), 3),
        p95: round(percentile(times, 0.95), 3),
      },
    }
    io.stdout.write(args.json === true ? jsonText(document) : evalView(document, createStyle(io)))
    return EXIT.ok
  } finally {
    await crib.close()
  }
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
  const progress = createProgress(io)
  const started = io.now()
  const run: RankedQuery[] = []
  const times: number[] = []
  try {
    for (const query of queries) {
      const before = io.now()
      const ranked = await rankOne(crib, query, io)
      times.push(io.now() - before)
      run.push({ query, ranked })
      const left = ((io.now() - started) / run.length) * (queries.length - run.length)
      progress.show(`Ranking: ${run.length} of ${queries.length} queries, ${Math.ceil(left / 1000)} s left`)
    }
  } finally {
    progress.clear()
  }
  return { run, times }
}

async function rankOne(crib: Crib, query: QueryRow, io: CliIo): Promise<string[]> {
  try {
    const ranking = await crib.rank(taskOf(query), { limit: DEPTH, signal: io.signal })
    return ranking.items.map(({ tool }) => tool.id)
  } catch (error) {
    if (!CribError.is(error) || error.code !== 'task-empty') throw error
    throw new CribError(
      'eval-invalid',
      `Query ${JSON.stringify(query.id)} has no text. Give it one or remove it.`,
      {
        details: { query: query.id },
        cause: error,
      },
    )
  }
}

function mapValues<In, Out>(
  values: Readonly<Record<string, In>>,
  map: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]))
}
