import type { Crib } from '../../crib/Crib.js'
import { CribError } from '../../errors.js'
import type { Plan, PlanOptions, PolicyRecall } from '../../plan/Plan.js'
import type { ModelPrices } from '../../tokens/prices/ModelPrices.js'
import { parsePrices } from '../../tokens/prices/parsePrices.js'
import type { CliIo } from '../CliIo.js'
import { jsonText } from '../escapeText.js'
import { EXIT } from '../exitCodes.js'
import { type LeftOut, leftOut } from '../leftOut.js'
import { openCrib } from '../openCrib.js'
import { parseJson } from '../parseJson.js'
import { readSources } from '../readSources.js'
import { readTextFile } from '../readTextFile.js'
import type { ServerReport } from '../ServerReport.js'
import { createStyle } from '../Style.js'
import type { EngineArgs, SourceArgs } from '../sourceOptions.js'
import { planView } from '../views/planView.js'
import { warn } from '../warn.js'

/** Arguments of `toolcrib plan`. Those without a default here have that of `Conversation`. */
export interface PlanArgs extends SourceArgs, Pick<EngineArgs, 'tokenizer'> {
  /** Default `claude-sonnet-5-5`. */
  model?: string
  /** File of prices that are laid over the table. */
  prices?: string
  turns?: number
  turnsPerTask?: number
  calls?: number
  history?: number
  system?: number
  user?: number
  output?: number
  callTokens?: number
  resultTokens?: number
  pause?: number
  /** Tokens of one selection. Default: ten tools of mean length. */
  selected?: number
  cache?: 'short' | 'long' | 'off'
  sharedPrefix?: boolean
  recall?: Record<string, number>
  targetRecall?: number
  json?: boolean
}

/** Model that is planned for unless another is named. */
const DEFAULT_MODEL = 'claude-sonnet-5-5'

/** What `toolcrib plan --json` prints; documented in docs/cli.md. */
export interface PlanDocument extends Plan {
  catalog: { tools: number; servers: number; tokens: number; counter: string }
  servers: ServerReport[]
  leftOut: LeftOut[]
  warnings: string[]
}

/** `toolcrib plan`: prints what a conversation costs under each policy. Resolves to the exit code. */
export async function plan(args: PlanArgs, io: CliIo): Promise<number> {
  const prices = await readPrices(args.prices, io)
  const set = await readSources(args, io)
  const invalidTools = args.config === undefined ? 'error' : 'skip'
  // The model here is the one that is paid for, not the embedder's.
  const { model: _, ...engineArgs } = args
  const crib = await openCrib(engineArgs, { sources: set.sources, invalidTools }, io)
  try {
    const document: PlanDocument = {
      catalog: await catalogOf(crib),
      ...(await crib.plan(optionsOf(args, prices))),
      servers: set.servers,
      leftOut: leftOut(set, crib.catalog),
      warnings: set.warnings,
    }
    io.stdout.write(args.json === true ? jsonText(document) : planView(document, createStyle(io)))
    warn(document, io)
    const lost = document.leftOut.length > 0 || set.servers.some(({ status }) => status === 'failed')
    return lost ? EXIT.incomplete : EXIT.ok
  } finally {
    await crib.close()
  }
}

async function readPrices(
  file: string | undefined,
  io: CliIo,
): Promise<ReadonlyMap<string, ModelPrices> | undefined> {
  if (file === undefined) return undefined
  const value = parseJson(await readTextFile(file, '--prices', io), file)
  try {
    return parsePrices(value)
  } catch (error) {
    if (!CribError.is(error)) throw error
    const message = `${file} (--prices): ${error.message}`
    throw new CribError(error.code, message, { details: { ...error.details, file }, cause: error })
  }
}

async function catalogOf(crib: Crib): Promise<PlanDocument['catalog']> {
  const { total, counter } = await crib.cost()
  const { tools, servers } = crib.catalog
  return { tools: tools.length, servers: servers.length, tokens: total, counter }
}

function optionsOf(
  args: PlanArgs,
  prices: ReadonlyMap<string, ModelPrices> | undefined,
): Omit<PlanOptions, 'tools'> & { tools: { selected: number | undefined } } {
  return {
    model: args.model ?? DEFAULT_MODEL,
    prices,
    tools: { selected: args.selected },
    conversation: {
      turns: args.turns,
      turnsPerTask: args.turnsPerTask,
      toolCallsPerTurn: args.calls,
      historyTokens: args.history,
      systemTokens: args.system,
      userTokens: args.user,
      outputTokens: args.output,
      callTokens: args.callTokens,
      toolResultTokens: args.resultTokens,
      secondsBetweenTurns: args.pause,
      cache: args.cache,
      sharedPrefix: args.sharedPrefix,
    },
    recall: args.recall as PolicyRecall | undefined,
    targetRecall: args.targetRecall,
  }
}
