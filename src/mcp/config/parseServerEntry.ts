import { z } from 'zod'
import { oneLine } from '../oneLine.js'
import { expandVariables } from './expandVariables.js'
import type { BrokenEntry, ServerEntry } from './ServerEntry.js'

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

/** Reads one entry of `mcpServers`. What does not fit makes a broken entry that says where and why. */
export function parseServerEntry(value: unknown, context: EntryContext): ParsedEntry {
  const result = SHAPE.safeParse(value)
  // Who switched a server off need not correct its entry.
  if (!result.success) {
    return { entry: wrong(context, result.error.issues[0]), disabled: isOff(value), warnings: [] }
  }
  const shape = result.data
  return { entry: entryOf(shape, context), disabled: shape.disabled === true, warnings: warningsOf(shape) }
}

function isOff(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'disabled' in value && value.disabled === true
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
  const transport = transportOf(shape)
  if (typeof transport === 'object') return wrong(context, transport)
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
  const what = `${names} in its entry is not set. Set ${oneLine(first ?? '')} in the environment.`
  return broken(what)
}

function transportOf(shape: Shape): 'stdio' | 'http' | 'sse' | Fault {
  const named = shape.type ?? shape.transport
  const transport =
    named === undefined ? (shape.command === undefined ? 'http' : 'stdio') : TRANSPORTS.get(named)
  if (transport === undefined || transport === 'broken') {
    const path = [shape.type === undefined ? 'transport' : 'type']
    return { path, message: `"${oneLine(String(named), 60)}" is not stdio, http or sse` }
  }
  const needed = transport === 'stdio' ? 'command' : 'url'
  if (shape[needed] !== undefined) return transport
  const message =
    named === undefined ? 'neither "command" nor "url" is given' : `"${named}" needs "${needed}"`
  return { path: [], message }
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

/** What is wrong with an entry, and where in it. */
interface Fault {
  path: readonly PropertyKey[]
  message: string
}

function wrong({ file, path }: EntryContext, fault: Fault | undefined): BrokenEntry {
  const where = [path, ...(fault?.path ?? []).map(String)].map((part) => oneLine(part)).join('.')
  const what = oneLine(fault?.message ?? 'not valid')
  return broken(`${oneLine(file)} is wrong at "${where}": ${what}. Correct it there.`)
}

function broken(what: string): BrokenEntry {
  return { transport: 'broken', reason: `cannot be reached as configured: ${what}` }
}
