import { CribError } from '../errors.js'
import { listedPrerequisites } from './listedPrerequisites.js'
import { namedPrerequisites } from './namedPrerequisites.js'
import { runSteps, type Steps } from './runSteps.js'
import type { Json, Tool } from './Tool.js'

/** Key under `_meta` of a definition that names what a tool needs: names of tools of its server, or arrays of them. */
export const REQUIRES_KEY = 'toolcrib/requires'

/** What the caller knows. */
export interface PrerequisiteOptions {
  /** By id of a tool, ids of the tools that it needs, all of them. They may be of other servers. Default none. */
  requires?: Readonly<Record<string, readonly string[]>>
}

/**
 * Finds which tools need another's output: by id, groups of ids, of each of which one is needed. Only tools that need
 * something are in the result. The sources:
 *
 * - `requires`, what the caller declares;
 * - `_meta['toolcrib/requires']` of a definition;
 * - descriptions of required parameters that name the tool that their value comes from ("get it from list_channels"), and
 *   descriptions of tools that say which tool to call first;
 * - a required parameter that is an opaque id (`channel_id`) where a tool of the server gives it back by its output
 *   schema, or lists what it is the id of (`list_channels`).
 *
 * A wrong prerequisite costs budget, so that it is rather missed than guessed. Nothing that a server sends reaches the
 * tools of another: what is found, and `_meta`, is looked up among the tools of the same server. Throws `tool-unknown` for
 * an id in `requires` that no tool has.
 */
export function findPrerequisites(
  tools: readonly Tool[],
  options: PrerequisiteOptions = {},
): Map<string, string[][]> {
  return runSteps(prerequisiteSteps(tools, options))
}

/** As {@link findPrerequisites}, a step for each tool. */
export function* prerequisiteSteps(
  tools: readonly Tool[],
  { requires = {} }: PrerequisiteOptions,
): Steps<Map<string, string[][]>> {
  const found = new Map<string, string[][]>()
  for (const server of byServer(tools).values()) {
    const names = new Map(server.map(({ name, id }) => [name, id]))
    const listed = listedPrerequisites(server)
    for (const tool of server) {
      const own = [...declared(tool, names), ...named(tool, names)]
      // What is said in words makes a guess from names unnecessary.
      const groups = own.length > 0 ? own : (listed.get(tool.id) ?? [])
      if (groups.length > 0) found.set(tool.id, groups)
      yield
    }
  }
  const known = new Set(tools.map(({ id }) => id))
  for (const [id, needs] of Object.entries(requires)) {
    for (const one of [id, ...needs]) if (!known.has(one)) throw unknown(one)
    found.set(id, [...(found.get(id) ?? []), ...needs.map((need) => [need])])
  }
  for (const [id, groups] of found) found.set(id, withoutRepeats(groups))
  return found
}

function byServer(tools: readonly Tool[]): Map<string | undefined, Tool[]> {
  const servers = new Map<string | undefined, Tool[]>()
  for (const tool of tools) {
    const server = servers.get(tool.server)
    if (server === undefined) servers.set(tool.server, [tool])
    else server.push(tool)
  }
  return servers
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function declared({ definition, name }: Tool, names: ReadonlyMap<string, string>): string[][] {
  const meta = definition['_meta']
  const list = isObject(meta) ? meta[REQUIRES_KEY] : undefined
  if (!Array.isArray(list)) return []
  return list
    .map((group: unknown) =>
      (Array.isArray(group) ? group : [group]).flatMap((need: unknown) => {
        const id = typeof need === 'string' && need !== name ? names.get(need) : undefined
        return id === undefined ? [] : [id]
      }),
    )
    .filter((group) => group.length > 0)
}

function named(tool: Tool, ids: ReadonlyMap<string, string>): string[][] {
  // A set of its own for each tool would cost the square of a server's tools.
  const names = { has: (name: string) => name !== tool.name && ids.has(name) }
  const { description, inputSchema } = tool.definition
  const groups = requiredDescriptions(inputSchema).flatMap((text) =>
    namedPrerequisites(text, { names, of: 'parameter' }),
  )
  groups.push(...namedPrerequisites(description ?? '', { names, of: 'description' }))
  return groups.map((group) => group.map((name) => ids.get(name)!))
}

function requiredDescriptions(schema: { [key: string]: Json } | undefined): string[] {
  const properties = schema?.['properties']
  const required = schema?.['required']
  if (!isObject(properties) || !Array.isArray(required)) return []
  return required.flatMap((name) => {
    const property =
      typeof name === 'string' && Object.hasOwn(properties, name) ? properties[name] : undefined
    return isObject(property) && typeof property['description'] === 'string' ? [property['description']] : []
  })
}

/** Sorted, each once, and none that a smaller group already asks for. */
function withoutRepeats(groups: readonly (readonly string[])[]): string[][] {
  const sorted = groups.map((group) => [...new Set(group)].sort())
  sorted.sort((a, b) => a.length - b.length || (a.join('\n') < b.join('\n') ? -1 : 1))
  const kept: string[][] = []
  for (const group of sorted) {
    if (!kept.some((smaller) => smaller.every((id) => group.includes(id)))) kept.push(group)
  }
  return kept
}

function unknown(id: string): CribError {
  const message = `requires names ${JSON.stringify(id)}, which no tool has as its id. Give ids of the catalog: <server>/<name>.`
  return new CribError('tool-unknown', message, { details: { id, nearest: [] } })
}
