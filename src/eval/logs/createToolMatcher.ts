import type { LogCall } from './LogTurn.js'

/** A tool that calls may name. */
export interface KnownTool {
  id: string
  server?: string | undefined
  /** On its server. */
  name: string
  /** Names under which models see it. */
  wireNames: readonly string[]
}

/** The tool that a call means, or why there is none. `unknown`: no tool has the name; `ambiguous`: several do. */
export type ToolMatch = { id: string } | { why: 'unknown' | 'ambiguous'; candidates: string[] }

/** Ids by a name. */
type Index = Map<string, Set<string>>

/**
 * Finds tools by the names that hosts give them: id and wire name as they are; then, letter case and punctuation aside,
 * `mcp__server__tool`, `server__tool`, `server.tool`, `mcp_server_tool` and the plain name, which several servers may
 * have: then the server that the log names decides. A tool that was called through another is meant itself.
 */
export function createToolMatcher(tools: readonly KnownTool[]): (call: LogCall) => ToolMatch {
  const exact: Index = new Map()
  const plain: Index = new Map()
  const loose: Index = new Map()
  for (const { id, server, name, wireNames } of tools) {
    for (const key of [id, ...wireNames]) add(exact, key, id)
    add(plain, name, id)
    const full = server === undefined ? [name] : [`${server}_${name}`, `mcp_${server}_${name}`, name]
    for (const key of [id, ...wireNames, ...full]) add(loose, looseName(key), id)
  }
  const find = (name: string, server: string | undefined): ToolMatch => {
    const given = name.replace(/^functions\./, '')
    const onServer = server === undefined ? undefined : loose.get(looseName(`${server}_${given}`))
    const candidates = [exact.get(given), onServer, plain.get(given), loose.get(looseName(given))]
    const only = candidates.find((ids) => ids?.size === 1)
    if (only !== undefined) return { id: [...only][0]! }
    const some = candidates.find((ids) => ids !== undefined)
    return some === undefined
      ? { why: 'unknown', candidates: [] }
      : { why: 'ambiguous', candidates: [...some].sort() }
  }
  return ({ name, server, inner }) => {
    const match = find(name, server)
    return 'id' in match || inner === undefined ? match : find(inner, undefined)
  }
}

/** Takes names as they are, for who has no catalog: `mcp__server__tool` is written as the id `server/tool`. */
export function matchByName({ name, server, inner }: LogCall): ToolMatch {
  const called = inner ?? name
  const [, on, tool] = /^mcp__(.+?)__(.+)$/.exec(called) ?? []
  if (on !== undefined) return { id: `${on}/${tool}` }
  return {
    id: server === undefined || inner !== undefined || called.includes('/') ? called : `${server}/${called}`,
  }
}

function add(index: Index, key: string, id: string): void {
  const ids = index.get(key) ?? new Set()
  index.set(key, ids.add(id))
}

function looseName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')
}
