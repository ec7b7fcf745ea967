import {
  createCatalog,
  type ItemCost,
  type Level,
  type LevelContext,
  listTokens,
  loadTokenCounter,
  measureItem,
  NO_SHARED_PARTS,
  sharedNote,
  sharedParts,
  type TokenCounter,
  type Tool,
  type ToolDefinition,
  type ToolSource,
  toolAtLevel,
} from 'toolcrib'
import { seededRandom } from 'toolcrib/eval'
import { brokenPromises, type PromiseName, type SampleCounts } from '../levels/brokenPromises.js'
import type { Progress } from '../report/createProgress.js'
import { quantile } from '../report/quantile.js'
import { signatureForms } from './signatureForms.js'

/** The levels that are measured against full. */
export const SHORT_LEVELS = ['compact', 'signature'] as const

/** What a level saves on some tools. */
export interface Saving {
  /** Of the tools' savings, as a share of their tokens at full: lower quartile, median, upper quartile. */
  quartiles: readonly [number, number, number]
  /** Share of all tokens of a list of these tools. */
  total: number
  /** Share of tools that a more detailed level stands for. */
  unchanged: number
  /** Tools with more tokens than at full. */
  larger: number
}

/** The savings on one server, or on all of them. */
export interface LevelsRow {
  server: string
  tools: number
  /** Tokens of the list of its tools at full. */
  tokens: number
  /** Tokens of what compact leaves to be stated once, which `total` of compact does not count. */
  noteTokens: number
  savings: Readonly<Record<(typeof SHORT_LEVELS)[number], Saving>>
}

/** All figures of the suite. */
export interface LevelsFigures {
  all: LevelsRow
  servers: LevelsRow[]
  /** Median saving of signatures by what their schema holds, over the tools that have one. */
  forms: Record<string, number>
  /** Microseconds that a tool takes at each level: median, and the most. */
  time: Readonly<Record<(typeof SHORT_LEVELS)[number], { p50: number; max: number }>>
  /** Tools that break a promise, by promise; absent where none does. */
  broken: Partial<Record<PromiseName, string[]>>
  /** Tools that the promises were checked on. */
  checked: number
  counts: SampleCounts
}

/** How much is checked. */
export interface LevelsOptions {
  /** Every so many-th tool has its promises checked, 1 or more. Default 1. */
  every?: number
  /** Arguments sampled for each of them. Default 20. */
  samples?: number
}

/** Tokens (o200k_base) that the levels save on the tools of real servers, and whether the levels keep their promises. */
export async function levelsSuite(
  sources: readonly ToolSource[],
  progress: Progress,
  { every = 1, samples = 20 }: LevelsOptions = {},
): Promise<LevelsFigures> {
  const { tools } = createCatalog(sources, 'skip')
  const shared = sharedParts(tools)
  const leveled: Leveled[] = tools.map((tool) => ({
    tool,
    context: { wireName: tool.name, shared: shared.get(tool.server) ?? NO_SHARED_PARTS },
  }))
  const counter = await loadTokenCounter('o200k_base')
  const measured = leveled.map((one) => ({ ...one, ...measure(one, counter) }))
  const servers = [...shared].map(([server, parts]) =>
    rowOf(
      server ?? '',
      measured.filter(({ tool }) => tool.server === server),
      { counter, notes: [sharedNote(parts)] },
    ),
  )
  const signatures = measured
    .filter(({ signature }) => signature.level === 'signature')
    .map(({ tool, full, signature }) => ({
      tool,
      tokens: full.cost.tokens,
      definition: signature.definition,
    }))
  const checked = leveled.filter((_, at) => at % every === 0)
  return {
    all: rowOf('all', measured, { counter, notes: [...shared.values()].map(sharedNote) }),
    servers,
    forms: signatureForms(signatures, counter),
    time: { compact: timeOf(leveled, 'compact'), signature: timeOf(leveled, 'signature') },
    checked: checked.length,
    ...(await promises(checked, samples, progress)),
  }
}

interface Leveled {
  tool: Tool
  context: LevelContext
}

type Measures = Record<
  'full' | (typeof SHORT_LEVELS)[number],
  { cost: ItemCost; level: Level; definition: ToolDefinition }
>

function measure({ tool, context }: Leveled, counter: TokenCounter): Measures {
  const at = (asked: Level) => {
    const { definition, level } = toolAtLevel(tool, asked, context)
    return { cost: measureItem(counter, JSON.stringify(definition)), level, definition }
  }
  return { full: at('full'), compact: at('compact'), signature: at('signature') }
}

function rowOf(
  server: string,
  tools: readonly Measures[],
  { counter, notes }: { counter: TokenCounter; notes: readonly string[] },
): LevelsRow {
  const list = (level: keyof Measures) =>
    listTokens(
      counter,
      tools.map((tool) => tool[level].cost),
    )
  const tokens = list('full')
  const saving = (level: (typeof SHORT_LEVELS)[number]): Saving => {
    const shares = tools.map((tool) => 1 - tool[level].cost.tokens / tool.full.cost.tokens)
    const at = (q: number) => quantile(shares, q) ?? 0
    return {
      quartiles: [at(0.25), at(0.5), at(0.75)],
      total: 1 - list(level) / tokens,
      unchanged: tools.filter((tool) => tool[level].level !== level).length / tools.length,
      larger: shares.filter((share) => share < 0).length,
    }
  }
  const noteTokens = notes.reduce((sum, note) => sum + (note === '' ? 0 : counter.count(note)), 0)
  const savings = { compact: saving('compact'), signature: saving('signature') }
  return { server, tools: tools.length, tokens, noteTokens, savings }
}

function timeOf(tools: readonly Leveled[], level: Level): { p50: number; max: number } {
  const times = tools.map(({ tool, context }) => {
    const start = performance.now()
    toolAtLevel(tool, level, context)
    return (performance.now() - start) * 1000
  })
  return { p50: quantile(times, 0.5) ?? 0, max: quantile(times, 1) ?? 0 }
}

async function promises(
  tools: readonly Leveled[],
  samples: number,
  progress: Progress,
): Promise<Pick<LevelsFigures, 'broken' | 'counts'>> {
  const random = seededRandom(0)
  const counts: SampleCounts = { sampled: 0, full: 0, compact: 0 }
  const broken: Partial<Record<PromiseName, string[]>> = {}
  for (const [at, { tool, context }] of tools.entries()) {
    for (const name of await brokenPromises(tool, context, { random, samples, counts }))
      broken[name] = [...(broken[name] ?? []), tool.id]
    progress.update((at + 1) / tools.length)
  }
  progress.end()
  return { broken, counts }
}
