import { CribError } from '../errors.js'
import { contentHash } from '../hash.js'
import { type RejectedTool, sourceSteps } from './parseSource.js'
import { runSteps, type Steps } from './runSteps.js'
import type { Tool, ToolSource } from './Tool.js'
import { type NamePrefix, prefixed, wireNames } from './wireNames.js'

/** An immutable snapshot of all tools. */
export interface Catalog {
  /** By id, in code unit order. */
  readonly tools: readonly Tool[]
  /** Positions in `tools` in the order in which the sources gave them. */
  readonly registered: readonly number[]
  /** Hash over all tools: equal revisions hold equal tools. */
  readonly revision: string
  /** Server keys, in code unit order. */
  readonly servers: readonly string[]
  /** Definitions that were left out; empty unless the caller asked to skip them. */
  readonly rejected: readonly RejectedTool[]
  /** The tool of that id, or of that name as the model sees it. */
  get(idOrWireName: string): Tool | undefined
  /** The name under which the model sees a tool of this catalog. */
  wireName(id: string): string
}

/** What to do with a definition that does not parse. */
export type InvalidTools = 'error' | 'skip'

/**
 * Reads all sources into one catalog. With `error` (default) the first bad or duplicate definition throws
 * (`tool-invalid`, `tool-too-large`, `tool-duplicate`); with `skip` it is listed in `rejected` instead. Throws
 * `option-invalid` when `sources` is no array. With `prefix: 'always'` a tool whose wire name another one has is a duplicate.
 */
export function createCatalog(
  sources: readonly ToolSource[],
  invalidTools: InvalidTools = 'error',
  prefix: NamePrefix = 'auto',
): Catalog {
  return runSteps(catalogSteps(sources, invalidTools, prefix))
}

/** As {@link createCatalog}, a step for each definition. */
export function* catalogSteps(
  sources: readonly ToolSource[],
  invalidTools: InvalidTools = 'error',
  prefix: NamePrefix = 'auto',
): Steps<Catalog> {
  if (!Array.isArray(sources)) throw noSources(sources)
  const byId = new Map<string, Tool>()
  const names = new Set<string>()
  const rejected: RejectedTool[] = []
  for (const source of sources) {
    const parsed = yield* sourceSteps(source)
    // One by one: a list of a hundred thousand bad definitions is more arguments than a call can take.
    for (const bad of parsed.rejected) rejected.push(bad)
    for (const [at, tool] of parsed.tools.entries()) {
      const index = parsed.positions[at]!
      const name = prefix === 'always' ? prefixed(tool) : tool.id
      if (byId.has(tool.id)) rejected.push(duplicate(tool, { index, what: 'id', shared: tool.id }))
      else if (names.has(name)) rejected.push(duplicate(tool, { index, what: 'wire name', shared: name }))
      else byId.set(tool.id, tool)
      names.add(name)
    }
    if (invalidTools === 'error' && rejected[0] !== undefined) throw rejected[0].error
  }
  return snapshot(byId, rejected, prefix)
}

function snapshot(byId: Map<string, Tool>, rejected: RejectedTool[], prefix: NamePrefix): Catalog {
  const tools = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const positions = new Map(tools.map(({ id }, position) => [id, position]))
  const names = wireNames(tools, prefix)
  const byWireName = new Map([...names].map(([id, name]) => [name, id]))
  return Object.freeze({
    tools,
    registered: [...byId.keys()].map((id) => positions.get(id)!),
    rejected,
    revision: contentHash(tools.map((tool) => tool.hash)),
    servers: [...new Set(tools.flatMap((tool) => (tool.server === undefined ? [] : [tool.server])))].sort(),
    get: (key: string) => byId.get(key) ?? byId.get(byWireName.get(key) ?? ''),
    wireName: (id: string) => names.get(id) ?? id,
  })
}

function noSources(value: unknown): CribError {
  const shown = value === null ? 'null' : typeof value
  return new CribError('option-invalid', `The sources are no array but ${shown}. Give [{ server, tools }].`, {
    details: { option: 'sources', value },
  })
}

function duplicate(
  tool: Tool,
  { index, what, shared }: { index: number; what: 'id' | 'wire name'; shared: string },
): RejectedTool {
  const error = new CribError(
    'tool-duplicate',
    `Two tools have the ${what} ${JSON.stringify(shared)}. Give each server its own key, or remove one of the two.`,
    {
      details: { id: tool.id },
    },
  )
  return { ...(tool.server === undefined ? {} : { server: tool.server }), index, name: tool.name, error }
}

/** What changed between two catalogs, by tool id in code unit order. */
export interface CatalogDiff {
  added: string[]
  removed: string[]
  /** Same id, other content. */
  changed: string[]
  /** How many tools stayed as they were. */
  unchanged: number
}

/** Compares two catalogs by content hash. */
export function diffCatalogs(before: Catalog, after: Catalog): CatalogDiff {
  const old = new Map(before.tools.map((tool) => [tool.id, tool.hash]))
  const current = new Set(after.tools.map((tool) => tool.id))
  const diff: CatalogDiff = { added: [], removed: [], changed: [], unchanged: 0 }
  for (const tool of after.tools) {
    const hash = old.get(tool.id)
    if (hash === undefined) diff.added.push(tool.id)
    else if (hash === tool.hash) diff.unchanged += 1
    else diff.changed.push(tool.id)
  }
  for (const tool of before.tools) if (!current.has(tool.id)) diff.removed.push(tool.id)
  return diff
}
