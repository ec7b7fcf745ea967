import { z } from 'zod'
import { CribError, type ErrorDetails } from '../errors.js'
import { contentHash } from '../hash.js'
import { nestingDepth } from './nestingDepth.js'
import { runSteps, type Steps } from './runSteps.js'
import type { Tool, ToolDefinition, ToolSource } from './Tool.js'

/** Most UTF-16 code units that one serialised definition may have. The largest real one known has about 100,000. */
export const MAX_DEFINITION_LENGTH = 1_000_000

/**
 * Most arrays and objects within one another. The deepest of 59 real servers' lists has 25; thousands would exhaust the
 * stack of whatever walks them, here or at a provider.
 */
const MAX_DEPTH = 200

/** Most UTF-16 code units of an id; one that is made of server and name has at most 1,281. */
export const MAX_ID_LENGTH = 2_000

const sourceSchema = z.strictObject({
  server: z.string().min(1).max(256).optional(),
  description: z.string().max(100_000).optional(),
  tools: z.array(z.unknown()),
  ids: z.array(z.string().min(1).max(MAX_ID_LENGTH)).optional(),
  categories: z.array(z.string().optional()).optional(),
})

const definitionSchema = z.looseObject({
  name: z.string().min(1, 'a tool needs a name').max(1024),
  title: z.string().nullish(),
  description: z.string().nullish(),
  inputSchema: z
    .looseObject({
      type: z.literal('object', { error: 'the root of inputSchema must be of type "object"' }).optional(),
    })
    .optional(),
})

/** A definition that was not accepted, and why. */
export interface RejectedTool {
  server?: string
  /** Position in the source's `tools`, from 0. */
  index: number
  /** Its name, where it has one. */
  name?: string
  error: CribError
}

/** What a source holds once it has been read. */
export interface ParsedSource {
  tools: Tool[]
  /** `positions[i]` is where `tools[i]` stands in the source, from 0. */
  positions: number[]
  rejected: RejectedTool[]
}

/**
 * Reads one source: every definition is copied as plain JSON, checked, and hashed. Bad definitions come back in
 * `rejected` (`tool-invalid`, `tool-too-large`) and harm no other. Throws `tool-invalid` only where the source
 * itself has the wrong shape.
 */
export function parseSource(source: ToolSource): ParsedSource {
  return runSteps(sourceSteps(source))
}

/** As {@link parseSource}, a step for each definition. */
export function* sourceSteps(source: ToolSource): Steps<ParsedSource> {
  const checked = sourceSchema.safeParse(source)
  if (!checked.success) {
    throw new CribError(
      'tool-invalid',
      `A tool source does not have the expected shape: ${issuesText(checked.error)}. Give { server?, description?, tools: [...] }.`,
      {
        details: {
          server: typeof source?.server === 'string' ? source.server : undefined,
          issues: checked.error.issues,
        },
      },
    )
  }
  const result: ParsedSource = { tools: [], positions: [], rejected: [] }
  for (const [index, raw] of source.tools.entries()) {
    try {
      result.tools.push(parseTool(raw, index, source))
      result.positions.push(index)
    } catch (error) {
      if (!(error instanceof CribError)) throw error
      result.rejected.push({ ...serverOf(source), ...nameOf(raw), index, error })
    }
    yield
  }
  return result
}

function parseTool(raw: unknown, index: number, source: ToolSource): Tool {
  const where = { server: source.server, index }
  const label = `Tool ${index}${source.server === undefined ? '' : ` of server ${JSON.stringify(source.server)}`}`
  const definition = plainCopy(raw, label, where)
  const checked = definitionSchema.safeParse(definition)
  if (!checked.success) {
    throw new CribError(
      'tool-invalid',
      `${label} is not a tool definition: ${issuesText(checked.error)}. Correct the definition or leave it out.`,
      {
        details: { ...where, issues: checked.error.issues },
      },
    )
  }
  const { name } = checked.data
  const facts = {
    id: source.ids?.[index] ?? (source.server === undefined ? name : `${source.server}/${name}`),
    ...serverOf(source),
    ...(source.description ? { serverDescription: source.description } : {}),
    ...(source.categories?.[index] ? { category: source.categories[index] } : {}),
  }
  return Object.freeze({ ...facts, name, definition, hash: contentHash({ ...facts, definition }) })
}

/** A copy as plain JSON: later changes by the caller, getters and functions cannot reach the catalog. */
function plainCopy(
  raw: unknown,
  label: string,
  where: { server: string | undefined; index: number },
): ToolDefinition {
  let text: string | undefined
  let reason = 'it is not JSON'
  try {
    text = JSON.stringify(raw)
  } catch (error) {
    reason =
      error instanceof RangeError
        ? 'it is nested too deeply'
        : String((error as Error)?.message ?? error).split('\n', 1)[0]!
  }
  if (text === undefined) {
    throw new CribError(
      'tool-invalid',
      `${label} is not a tool definition: ${reason}. Give plain JSON as tools/list does.`,
      { details: where },
    )
  }
  if (text.length > MAX_DEFINITION_LENGTH) {
    throw new CribError(
      'tool-too-large',
      `${label} has a definition of ${text.length} characters; at most ${MAX_DEFINITION_LENGTH} are accepted. Shorten its description or schema, or leave it out.`,
      { details: { ...where, ...nameOf(raw), characters: text.length, limit: MAX_DEFINITION_LENGTH } },
    )
  }
  refuseDeep(text, label, { ...where, ...nameOf(raw) })
  return JSON.parse(text) as ToolDefinition
}

function refuseDeep(text: string, label: string, details: ErrorDetails): void {
  const depth = text.length > 2 * MAX_DEPTH ? nestingDepth(text) : 0
  if (depth <= MAX_DEPTH) return
  throw new CribError(
    'tool-invalid',
    `${label} is nested ${depth} levels deep; at most ${MAX_DEPTH} are accepted. Flatten its schema, or leave it out.`,
    { details: { ...details, depth, limit: MAX_DEPTH } },
  )
}

function serverOf(source: ToolSource): { server?: string } {
  return source.server === undefined ? {} : { server: source.server }
}

/** The name for an error; none where even reading it fails (a getter that throws). */
function nameOf(raw: unknown): { name?: string } {
  try {
    const { name } = raw as { name?: unknown }
    return typeof name === 'string' ? { name: name.slice(0, 200) } : {}
  } catch {
    return {}
  }
}

function issuesText(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}`)
    .join('; ')
}
