import type { Crib } from '../../crib/Crib.js'
import type { Discounted } from '../../crib/Discounted.js'
import type { Confusable } from '../../rank/Confusable.js'
import type { CliIo } from '../CliIo.js'
import { jsonText } from '../escapeText.js'
import { EXIT } from '../exitCodes.js'
import { type LeftOut, leftOut } from '../leftOut.js'
import { type NameCollision, nameCollisions } from '../nameCollisions.js'
import { openCrib } from '../openCrib.js'
import { readSources, type SourceSet } from '../readSources.js'
import type { ServerReport } from '../ServerReport.js'
import { createStyle } from '../Style.js'
import type { EngineArgs, SourceArgs } from '../sourceOptions.js'
import { inspectView } from '../views/inspectView.js'
import { warn } from '../warn.js'

/** Arguments of `toolcrib inspect`. */
export interface InspectArgs extends SourceArgs, Pick<EngineArgs, 'tokenizer'> {
  /** How many of the most expensive tools to show, 0 or more. Default 10; with `--json` all. */
  top?: number
  /**
   * How many confusable pairs to show, 0 or more; 0 looks for none. Default 10; with `--json` at most 1,000. Not given,
   * they are looked for in catalogs of up to 2,000 tools.
   */
  confusable?: number
  json?: boolean
}

/** Pairs are looked for unasked up to so many tools: the time grows with the square, 5,000 take over ten seconds. */
const CONFUSABLE_TOOLS = 2_000

/** Pairs of the document unless more are asked for. */
const MAX_PAIRS = 1_000

/** What one server costs. */
export interface ServerCost extends ServerReport {
  /** Tools that parse. */
  usable: number
  /** Sum over its tools' definitions. */
  tokens: number
}

/** What one tool costs. */
export interface ToolCost {
  id: string
  name: string
  server: string | null
  tokens: number
}

/** What `toolcrib inspect --json` prints; documented in docs/cli.md. */
export interface InspectDocument {
  /** `tokens` counts all definitions serialised as one list. */
  catalog: { tools: number; servers: number; tokens: number; counter: string }
  /** In the order of the config file. */
  servers: ServerCost[]
  /** Most expensive first, ties by id. */
  tools: ToolCost[]
  /** Definitions that no model can be given. */
  broken: LeftOut[]
  collisions: NameCollision[]
  /** Tools that the ranker can hardly tell apart; null where they were not looked for. */
  confusable: Confusable | null
  /** Tools whose texts are written to be chosen. */
  discounted: Discounted
  warnings: string[]
}

/** `toolcrib inspect`: prints what servers and tools cost, and what is wrong with them. Resolves to the exit code. */
export async function inspect(args: InspectArgs, io: CliIo): Promise<number> {
  const set = await readSources(args, io)
  const crib = await openCrib(args, { sources: set.sources, invalidTools: 'skip' }, io)
  try {
    const document = await documentOf(crib, set, { ...args, signal: io.signal })
    if (args.json === true) io.stdout.write(jsonText(document))
    else
      io.stdout.write(
        inspectView(document, {
          top: args.top ?? 10,
          confusable: args.confusable ?? 10,
          style: createStyle(io),
        }),
      )
    warn({ ...document, servers: [], leftOut: [] }, io)
    const lost = document.broken.length > 0 || document.servers.some((server) => server.status === 'failed')
    return lost ? EXIT.incomplete : EXIT.ok
  } finally {
    await crib.close()
  }
}

/** What of the document depends on how the command was called. */
type DocumentOptions = Pick<InspectArgs, 'top' | 'confusable'> & { signal: AbortSignal }

async function documentOf(
  crib: Crib,
  set: SourceSet,
  { top, confusable, signal }: DocumentOptions,
): Promise<InspectDocument> {
  const { catalog } = crib
  const cost = await crib.cost()
  const tools = catalog.tools.map(
    ({ id, name, server }): ToolCost => ({
      id,
      name,
      server: server ?? null,
      tokens: cost.tools.get(id) ?? 0,
    }),
  )
  const perServer = sumByServer(tools)
  return {
    catalog: {
      tools: tools.length,
      servers: catalog.servers.length,
      tokens: cost.total,
      counter: cost.counter,
    },
    servers: set.servers.map((report) => ({
      ...report,
      ...(perServer.get(report.server) ?? { usable: 0, tokens: 0 }),
    })),
    tools: tools.sort((a, b) => b.tokens - a.tokens || (a.id < b.id ? -1 : 1)).slice(0, top),
    broken: leftOut(set, catalog),
    collisions: nameCollisions(catalog.tools),
    confusable: await confusableOf(crib, confusable, signal),
    discounted: crib.discounted(),
    warnings: set.warnings,
  }
}

async function confusableOf(
  crib: Crib,
  limit: number | undefined,
  signal: AbortSignal,
): Promise<Confusable | null> {
  if (limit === 0 || (limit === undefined && crib.catalog.tools.length > CONFUSABLE_TOOLS)) return null
  // Groups are made of all pairs that are listed by default, however few of them are shown.
  const all = await crib.confusable({ limit: Math.max(limit ?? 0, MAX_PAIRS), signal })
  return { ...all, pairs: all.pairs.slice(0, limit ?? MAX_PAIRS) }
}

function sumByServer(tools: readonly ToolCost[]): Map<string | null, { usable: number; tokens: number }> {
  const sums = new Map<string | null, { usable: number; tokens: number }>()
  for (const { server, tokens } of tools) {
    const sum = sums.get(server) ?? { usable: 0, tokens: 0 }
    sums.set(server, { usable: sum.usable + 1, tokens: sum.tokens + tokens })
  }
  return sums
}
