import { z } from 'zod'

/** What is remembered of one server, as it came. Plain JSON. */
export interface KnownServer {
  /** Key in the configuration. */
  key: string
  /** Hash of its entry: an entry that was changed may be another server. */
  entry: string
  /** Its advice for models. */
  instructions?: string | undefined
  /** Protocol of the last handshake. Default: not known. */
  era?: 'legacy' | 'modern' | undefined
  /** Capabilities of the last handshake. */
  capabilities: Record<string, unknown>
  /** Definitions in the order of its list. */
  tools: readonly unknown[]
  /** What the first page of its list of tools said beside them: `ttlMs`, `cacheScope`, `_meta`. */
  rest: Record<string, unknown>
  prompts: readonly Named[]
  resources: readonly Resource[]
  templates: readonly Template[]
}

/** A prompt as it came. */
export type Named = { name: string } & Record<string, unknown>
/** A resource as it came. */
export type Resource = { uri: string } & Record<string, unknown>
/** A template of resources as it came. */
export type Template = { uriTemplate: string } & Record<string, unknown>

const named = z.looseObject({ name: z.string() })
const resource = z.looseObject({ uri: z.string() })
const template = z.looseObject({ uriTemplate: z.string() })

/** Shape of {@link KnownServer}. */
export const knownServerSchema = z.object({
  key: z.string(),
  entry: z.string(),
  instructions: z.string().optional(),
  era: z.enum(['legacy', 'modern']).optional(),
  capabilities: z.record(z.string(), z.unknown()),
  tools: z.array(z.unknown()),
  rest: z.record(z.string(), z.unknown()),
  prompts: z.array(named),
  resources: z.array(resource),
  templates: z.array(template),
})

/** The entries that have the shape of their kind; what does not cannot be routed to, and is left out. */
export function fitting<Kind extends 'prompts' | 'resources' | 'templates'>(
  kind: Kind,
  entries: readonly unknown[],
): KnownServer[Kind] {
  const schema = { prompts: named, resources: resource, templates: template }[kind]
  return entries.filter((entry) => schema.safeParse(entry).success) as unknown as KnownServer[Kind]
}
