import { z } from 'zod'
import { CribError } from '../../errors.js'
import { oneLine } from '../oneLine.js'
import { expandVariables } from './expandVariables.js'
import type { ServerEntry } from './ServerEntry.js'

/** Where an entry stands and what its variables are filled in from. */
export interface EntryContext {
  file: string
  /** For example `mcpServers.github`. */
  path: string
  env: Readonly<Record<string, string | undefined>>
}

/** One parsed entry. */
export interface ParsedEntry {
  entry: ServerEntry
  disabled: boolean
  /** What was read but has no effect, to follow the server's name. */
  warnings: string[]
}

/** VS Code allows numbers and null (meaning: leave it out) as values of a variable. */
const VARIABLES = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

const SHAPE = z.looseObject({
  type: z.string().optional(),
  transport: z.string().optional(),
  command: z.string().min(1).optional(),
  args: z.array(z.union([z.string(), z.number()])).optional(),
  env: VARIABLES.optional(),
  cwd: z.string().min(1).optional(),
  url: z.string().min(1).optional(),
  headers: VARIABLES.optional(),
  disabled: z.boolean().optional(),
})

type Shape = z.infer<typeof SHAPE>

/** What hosts write as `type` or `transport`. */
const TRANSPORTS: ReadonlyMap<string, ServerEntry['transport']> = new Map([
  ['stdio', 'stdio'],
  ['local', 'stdio'],
  ['http', 'http'],
  ['streamable-http', 'http'],
  ['streamableHttp', 'http'],
  ['streamable_http', 'http'],
  ['remote', 'http'],
  ['sse', 'sse'],
])

/**
 * Reads one entry of `mcpServers`.
 *
 * @throws CribError `config-invalid` with the path of the first value that does not fit.
 */
export function parseServerEntry(value: unknown, context: EntryContext): ParsedEntry {
  const result = SHAPE.safeParse(value)
  if (!result.success) throw invalid(context, result.error.issues[0])
  const shape = result.data
  return { entry: entryOf(shape, context), disabled: shape.disabled === true, warnings: warningsOf(shape) }
}

function warningsOf(shape: Shape): string[] {
  const unknown = Object.keys(shape).filter((key) => !Object.hasOwn(SHAPE.shape, key))
  const named = unknown.map((key) => `"${oneLine(key)}"`).join(', ')
  return [
    ...(unknown.length === 0 ? [] : [`unknown keys are ignored: ${named}.`]),
    ...(shape.command === undefined || shape.url === undefined
      ? []
      : ['"command" and "url" are both given; only the one that fits its type has an effect.']),
  ]
}

function entryOf(shape: Shape, context: EntryContext): ServerEntry {
  const transport = transportOf(shape, context)
  const missing = new Set<string>()
  const expand = (text: string): string => {
    const expansion = expandVariables(text, context.env)
    for (const name of expansion.missing) missing.add(name)
    return expansion.text
  }
  const entry = transport === 'stdio' ? stdioEntry(shape, expand) : urlEntry(shape, { transport, expand })
  if (missing.size === 0) return entry
  const names = [...missing].map((name) => oneLine(name)).join(', ')
  const [first] = missing
  const reason = `cannot be reached as configured: ${names} in its entry is not set. Set ${oneLine(first ?? '')} in the environment.`
  return { transport: 'broken', reason }
}

function transportOf(shape: Shape, context: EntryContext): 'stdio' | 'http' | 'sse' {
  const named = shape.type ?? shape.transport
  const transport =
    named === undefined ? (shape.command === undefined ? 'http' : 'stdio') : TRANSPORTS.get(named)
  if (transport === undefined || transport === 'broken') {
    const path = [shape.type === undefined ? 'transport' : 'type']
    throw invalid(context, { path, message: `"${oneLine(String(named), 60)}" is not stdio, http or sse` })
  }
  const needed = transport === 'stdio' ? 'command' : 'url'
  if (shape[needed] !== undefined) return transport
  const message =
    named === undefined ? 'neither "command" nor "url" is given' : `"${named}" needs "${needed}"`
  throw invalid(context, { path: [], message })
}

function stdioEntry(shape: Shape, expand: (text: string) => string): ServerEntry {
  return {
    transport: 'stdio',
    command: expand(shape.command ?? ''),
    ...(shape.args === undefined ? {} : { args: shape.args.map((argument) => expand(String(argument))) }),
    ...(shape.env === undefined ? {} : { env: expandValues(shape.env, expand) }),
    ...(shape.cwd === undefined ? {} : { cwd: expand(shape.cwd) }),
  }
}

function urlEntry(
  shape: Shape,
  how: { transport: 'http' | 'sse'; expand: (text: string) => string },
): ServerEntry {
  return {
    transport: how.transport,
    url: how.expand(shape.url ?? ''),
    ...(shape.headers === undefined ? {} : { headers: expandValues(shape.headers, how.expand) }),
  }
}

function expandValues(
  values: z.infer<typeof VARIABLES>,
  expand: (text: string) => string,
): Record<string, string> {
  const pairs = Object.entries(values).filter(([, value]) => value !== null)
  return Object.fromEntries(pairs.map(([name, value]) => [name, expand(String(value))]))
}

function invalid(
  { file, path }: EntryContext,
  issue: { path: readonly PropertyKey[]; message: string } | undefined,
): CribError {
  const where = [path, ...(issue?.path ?? []).map(String)].map((part) => oneLine(part)).join('.')
  const message = `${oneLine(file)} is wrong at "${where}": ${oneLine(issue?.message ?? 'not valid')}. Correct it there.`
  return new CribError('config-invalid', message, { details: { file, path: where } })
}
