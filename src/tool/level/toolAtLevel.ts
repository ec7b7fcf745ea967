import type { Level } from '../Level.js'
import type { Tool } from '../Tool.js'
import { wireDefinition } from '../wireDefinition.js'
import { compactDefinition, type ShortDefinition } from './compactDefinition.js'
import type { Elision, LevelContext, LeveledTool } from './LeveledTool.js'
import { signatureDefinition } from './signatureDefinition.js'

/** How each level is made, by name. */
const LEVELED: Readonly<Record<Level, (tool: Tool, context: LevelContext) => LeveledTool>> = {
  full: (tool, { wireName }) => callable('full', { definition: wireDefinition(tool, wireName), elided: [] }),
  compact,
  signature,
  name: (_, { wireName }) => ({
    level: 'name',
    definition: { name: wireName, inputSchema: { type: 'object' } },
    elided: ALL,
    callable: false,
  }),
}

/** At `name` nothing but the name is there. */
const ALL: readonly Elision[] = [
  { path: '/description', what: 'description', detail: 'all' },
  { path: '/inputSchema', what: 'schema', detail: 'all' },
]

/**
 * A tool as it is sent at a level of detail. A function of definition and context alone: the same tool is the same text in
 * every selection. Where a level would be no shorter than a more detailed one, or would lose a required parameter, the
 * more detailed one comes back and says so in `level`. `compact` accepts all arguments that the full schema accepts, and so
 * does `signature`; which constraints they lack is in `elided`. Whatever was shown, check arguments with
 * `compileArguments`.
 */
export function toolAtLevel(tool: Tool, level: Level, context: LevelContext): LeveledTool {
  return LEVELED[level](tool, context)
}

function compact(tool: Tool, context: LevelContext): LeveledTool {
  return shorter(callable('compact', compactDefinition(tool, context)), LEVELED.full(tool, context))
}

function signature(tool: Tool, context: LevelContext): LeveledTool {
  const compacted = compactDefinition(tool, context)
  const longer = shorter(callable('compact', compacted), LEVELED.full(tool, context))
  const short = signatureDefinition(tool, context, compacted)
  return short === undefined ? longer : shorter(callable('signature', short), longer)
}

function callable(level: Level, { definition, elided }: ShortDefinition): LeveledTool {
  return { level, definition, elided, callable: true }
}

/** The first where it has fewer characters as JSON, else the second. */
function shorter(short: LeveledTool, long: LeveledTool): LeveledTool {
  return JSON.stringify(short.definition).length < JSON.stringify(long.definition).length ? short : long
}
