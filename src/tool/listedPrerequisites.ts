import { splitWords } from '../text/splitWords.js'
import { stem } from '../text/stem.js'
import type { Json, Tool } from './Tool.js'

/** First words of tools that list or look up. */
const LISTS = new Set(['list', 'search', 'find', 'lookup'])

/** First words of tools that give the id of something new, not of what is there. */
const MAKES = new Set(['create', 'add', 'new', 'delete', 'remove', 'update'])

/** Ids of what a task or its caller names, or of who calls: a tool that lists them is rarely needed. */
const GIVEN = new Set(['user', 'client', 'request', 'session', 'trace', 'account', 'tenant'])

/** Where a parameter says so, its value may also be something that a task names. */
const NAMED_TOO =
  /\bor\b[^.;]*\b(?:identifier|path|name|slug|url|link|email|key|title|alias|handle)\b|\b(?:path|url)[- ]?encoded\b/i

/** Tools that could give an id beyond which a name says nothing. */
const MOST_GIVERS = 3

/** What a tool takes and gives, as far as ids are concerned. */
interface Ids {
  tool: Tool
  /** Stemmed words of required parameters that are ids, without "id": `channel` of `channel_id`. */
  required: ReadonlySet<string>
  /** The same of the properties of its output schema, as far as its name says that it is about them. */
  given: ReadonlySet<string>
  /** Stemmed words of what it lists; undefined where it lists nothing. */
  lists: string | undefined
}

/**
 * Prerequisites by parameters that are opaque ids, among the tools of one server: of each id one group, of the tools that
 * give it back or list what it is the id of. Tools that ask for the id themselves do not count, nor do ids of which more
 * than three tools could give one: they say little.
 */
export function listedPrerequisites(server: readonly Tool[]): Map<string, string[][]> {
  const prefix = commonWords(server.map(({ name }) => name))
  const all = server.map((tool) => idsOf(tool, prefix))
  const givers = giversOf(all)
  const found = new Map<string, string[][]>()
  for (const { tool, required, lists } of all) {
    const groups: string[][] = []
    for (const id of required) {
      if (GIVEN.has(id) || lists === id) continue
      const ids = givers.get(id) ?? []
      if (ids.length > 0 && ids.length <= MOST_GIVERS) groups.push(ids)
    }
    if (groups.length > 0) found.set(tool.id, groups)
  }
  return found
}

/** By what an id is of, the tools that give or list it and do not ask for it themselves, in the order of the server. */
function giversOf(all: readonly Ids[]): Map<string, string[]> {
  const givers = new Map<string, string[]>()
  for (const { tool, required, given, lists } of all)
    for (const id of new Set([...given, ...(lists === undefined ? [] : [lists])])) {
      if (required.has(id)) continue
      const ids = givers.get(id)
      if (ids === undefined) givers.set(id, [tool.id])
      else ids.push(tool.id)
    }
  return givers
}

function idsOf(tool: Tool, prefix: ReadonlySet<string>): Ids {
  const { inputSchema, outputSchema } = tool.definition
  const required = inputSchema?.['required']
  const properties = inputSchema?.['properties']
  const names = Array.isArray(required)
    ? required.filter((name): name is string => typeof name === 'string' && isOpaque(properties, name))
    : []
  const name = words(tool.name).filter((word) => !prefix.has(word))
  // The verb may stand behind a topic: atlas-list-projects.
  const verb = name.slice(0, 2).findIndex((word) => LISTS.has(word))
  const noun = name.slice(verb + 1).filter((word) => word !== 'all' && word !== 'my')
  const makes = name.slice(0, 2).some((word) => MAKES.has(word))
  const given = makes ? [] : idNouns(propertyNames(outputSchema as Json | undefined))
  // A tool that is about something else may mention the id, and finds it for nobody.
  const named = new Set(name.map((word) => stem(word)))
  return {
    tool,
    required: idNouns(names),
    given: new Set([...given].filter((noun) => named.has(noun))),
    lists: verb >= 0 && noun.length > 0 ? noun.map((word) => stem(word)).join(' ') : undefined,
  }
}

function isOpaque(properties: Json | undefined, name: string): boolean {
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return false
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined
  if (typeof property !== 'object' || property === null || Array.isArray(property)) return true
  const { description } = property
  return typeof description !== 'string' || !NAMED_TOO.test(description)
}

const words = (name: string) => splitWords(name).map((word) => word.toLowerCase())

function idNouns(names: readonly string[]): Set<string> {
  return new Set(
    names.flatMap((name) => {
      const all = words(name)
      return all.length > 1 && all.at(-1) === 'id'
        ? [
            all
              .slice(0, -1)
              .map((word) => stem(word))
              .join(' '),
          ]
        : []
    }),
  )
}

/** Names of all properties that a schema describes, in whatever depth. */
function propertyNames(schema: Json | undefined): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  if (Array.isArray(schema)) return schema.flatMap(propertyNames)
  return Object.entries(schema).flatMap(([key, value]) => {
    const below = propertyNames(value)
    const isMap = key === 'properties' && typeof value === 'object' && value !== null && !Array.isArray(value)
    return isMap ? [...Object.keys(value), ...below] : below
  })
}

/** Words with which more than half of the names begin: the name of the server. */
function commonWords(names: readonly string[]): Set<string> {
  const counts = new Map<string, number>()
  for (const name of names) {
    const first = words(name)[0] ?? ''
    counts.set(first, (counts.get(first) ?? 0) + 1)
  }
  return new Set(
    [...counts].filter(([word, count]) => count > names.length / 2 && !LISTS.has(word)).map(([word]) => word),
  )
}
