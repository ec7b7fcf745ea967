import {
  type ArgumentError,
  compileArguments,
  createCatalog,
  type Json,
  type LevelContext,
  type Tool,
  type ToolDefinition,
  toolAtLevel,
} from 'toolcrib'
import { restoreConstraints } from './restoreConstraints.js'
import { type JsonObject, sampleArguments } from './sampleArguments.js'

/** What levels promise, each with what is measured against it. */
export const PROMISES = {
  valid: 'compact and signature are valid schemas of their dialect',
  smaller: 'no level has more characters than a more detailed one',
  required: 'no required parameter and no header property is lost in a callable level',
  dialect: 'compact keeps the dialect',
  accepts: 'arguments that fit the full schema fit compact and signature',
  listed:
    'with the listed enumerations and constraints put back, compact accepts what the full schema accepts',
} as const

/** Name of a promise. */
export type PromiseName = keyof typeof PROMISES

/** Sampled arguments, and how many of them the schemas took. */
export interface SampleCounts {
  sampled: number
  /** Fit the full schema. */
  full: number
  /** Fit the compact schema. */
  compact: number
}

/** How promises are checked. */
export interface PromiseOptions {
  /** Integers from 0 to 2^32 - 1, to draw arguments. */
  random: () => number
  /** Arguments to draw, 0 or more. */
  samples: number
  /** Grows. */
  counts: SampleCounts
  /** What is checked. Default `toolAtLevel`. */
  leveled?: typeof toolAtLevel
}

/**
 * The promises that one tool's levels do not keep. `counts` grows by what was sampled, so that a check that no argument ever
 * reached is seen.
 */
export async function brokenPromises(
  tool: Tool,
  context: LevelContext,
  { random, samples, counts, leveled = toolAtLevel }: PromiseOptions,
): Promise<PromiseName[]> {
  const [full, compact, signature, name] = (['full', 'compact', 'signature', 'name'] as const).map((level) =>
    leveled(tool, level, context),
  )
  const definitions = [full!, compact!, signature!, name!].map(({ definition }) => definition)
  const broken = new Set<PromiseName>()
  const sizes = definitions.map((definition) => JSON.stringify(definition).length)
  if (sizes.some((size, at) => at > 0 && size > sizes[at - 1]!)) broken.add('smaller')
  const lost = definitions.slice(1, 3).some((shown) => lacksRequired(definitions[0]!, shown))
  if (lost) broken.add('required')
  const { inputSchema: whole } = definitions[0]!
  if (whole?.['$schema'] !== definitions[1]!.inputSchema?.['$schema']) broken.add('dialect')
  const restored = restoreConstraints(definitions[0]!, definitions[1]!, compact!.elided)
  const checks = await Promise.all([...definitions.slice(0, 3), restored].map(check))
  const [ofFull, ...others] = checks
  // What does not compile in full (a reference to another document) has nothing to be compared with.
  if (ofFull === undefined) return [...broken]
  if (others.some((one) => one === undefined)) return [...broken, 'valid']
  const [ofCompact, ofSignature, ofRestored] = others
  for (let at = 0; at < samples; at++) {
    const args = sampleArguments(whole as JsonObject, random)
    const fits = ofFull(args).length === 0
    const loose = ofCompact!(args).length === 0
    counts.sampled++
    counts.full += fits ? 1 : 0
    counts.compact += loose ? 1 : 0
    if (fits && (!loose || ofSignature!(args).length > 0)) broken.add('accepts')
    if (fits !== (ofRestored!(args).length === 0)) broken.add('listed')
  }
  return [...broken]
}

type Check = (args: Json) => ArgumentError[]

async function check(definition: ToolDefinition): Promise<Check | undefined> {
  const [tool] = createCatalog([{ tools: [definition] }]).tools
  const compiled = await compileArguments(tool!)
  return compiled.ok ? compiled.validate : undefined
}

function lacksRequired(full: ToolDefinition, shown: ToolDefinition): boolean {
  const properties = (full.inputSchema?.['properties'] ?? {}) as JsonObject
  const names = [full.inputSchema?.['required'] ?? []].flat() as string[]
  const kept = (shown.inputSchema?.['properties'] ?? {}) as JsonObject
  const required = [shown.inputSchema?.['required'] ?? []].flat()
  const headers = Object.keys(properties).filter((name) =>
    JSON.stringify(properties[name]).includes('"x-mcp-header"'),
  )
  return (
    names.some((name) => !required.includes(name)) ||
    [...names, ...headers].some((name) => Object.hasOwn(properties, name) && !Object.hasOwn(kept, name))
  )
}
