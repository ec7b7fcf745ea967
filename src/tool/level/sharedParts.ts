import { canonicalJson } from '../../hash.js'
import type { Json, Tool } from '../Tool.js'
import { sentencePieces } from './sentencePieces.js'
import { shortenText } from './shortenText.js'
import { isObject } from './subschemas.js'

/** A parameter that a server puts on many tools, word for word the same. */
export interface SharedParameter {
  /** Canonical JSON of its schema, by which a tool's own parameter is compared. */
  json: string
  /** Its whole description. */
  description: string
  /** How many tools have it. */
  tools: number
}

/** What one server repeats on many of its tools. */
export interface SharedParts {
  /** Absent for tools without a server. */
  server?: string
  /** By name; of two schemas under one name the more frequent. Only those whose description is long. */
  parameters: ReadonlyMap<string, SharedParameter>
  /** Sentences of descriptions as `sentencePieces` gives them. */
  sentences: ReadonlySet<string>
}

/** Nothing is repeated. */
export const NO_SHARED_PARTS: SharedParts = { parameters: new Map(), sentences: new Set() }

/** On how many tools of a server something must stand, word for word, to be stated once instead. */
const MIN_TOOLS = 10

/** A sentence on fewer of the tools may tell them from the others ("Deletes remote data."), so it stays. */
const MIN_SHARE = 0.5

/** Characters that the short statement of a shared parameter keeps; a first sentence of twice as many stays whole. */
const STATEMENT_CHARACTERS = 60

/** What a tool says of a parameter that the server states once: the first sentences of its description. */
export function shortStatement(description: string): string {
  return shortenText(description, { limit: STATEMENT_CHARACTERS, without: new Set() }).text
}

/**
 * What each server repeats on 10 tools or more: sentences that stand on over half of its tools, and parameters of the same
 * name and schema whose description is longer than a short statement. By server key; tools without a server are under
 * `undefined` and share nothing, as they may be of any origin.
 */
export function sharedParts(tools: readonly Tool[]): Map<string | undefined, SharedParts> {
  const byServer = new Map<string | undefined, Tool[]>()
  for (const tool of tools) {
    const list = byServer.get(tool.server)
    if (list === undefined) byServer.set(tool.server, [tool])
    else list.push(tool)
  }
  return new Map([...byServer].map(([server, list]) => [server, ofServer(server, list)]))
}

function ofServer(server: string | undefined, tools: readonly Tool[]): SharedParts {
  if (server === undefined) return NO_SHARED_PARTS
  const repeats = repeated(tools.map(({ definition }) => pieces(definition.description)))
  const usual = [...repeats].filter(([, count]) => count > MIN_SHARE * tools.length)
  return { server, parameters: sharedParameters(tools), sentences: new Set(usual.map(([text]) => text)) }
}

function pieces(description: unknown): string[] {
  return typeof description === 'string' ? sentencePieces(description).map(({ text }) => text) : []
}

function sharedParameters(tools: readonly Tool[]): Map<string, SharedParameter> {
  const described = new Map<string, { name: string; json: string; description: string }>()
  const lists = tools.map((tool) =>
    parametersOf(tool).map((parameter) => {
      const key = JSON.stringify([parameter.name, parameter.json])
      described.set(key, parameter)
      return key
    }),
  )
  const shared = new Map<string, SharedParameter>()
  for (const [key, count] of repeated(lists)) {
    const { name, json, description } = described.get(key)!
    if (count > (shared.get(name)?.tools ?? 0)) shared.set(name, { json, description, tools: count })
  }
  return shared
}

function parametersOf({ definition }: Tool): { name: string; json: string; description: string }[] {
  const properties = definition.inputSchema?.['properties']
  if (!isObject(properties)) return []
  return Object.entries(properties).flatMap(([name, schema]) => {
    const description = longDescription(schema)
    return description === undefined ? [] : [{ name, json: canonicalJson(schema), description }]
  })
}

/** The description of a schema, where a short statement would say less. */
function longDescription(schema: Json): string | undefined {
  const description = isObject(schema) ? schema['description'] : undefined
  return typeof description === 'string' && shortStatement(description) !== description
    ? description
    : undefined
}

/** What stands in 10 or more of the lists, with the number of lists, in order of first sight. */
function repeated(lists: readonly (readonly string[])[]): Map<string, number> {
  const uses = new Map<string, number>()
  for (const list of lists) for (const item of new Set(list)) uses.set(item, (uses.get(item) ?? 0) + 1)
  return new Map([...uses].filter(([, count]) => count >= MIN_TOOLS))
}
