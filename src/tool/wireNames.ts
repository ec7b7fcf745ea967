import { sha256 } from '../hash.js'
import type { Tool } from './Tool.js'

/** OpenAI, Anthropic and Bedrock accept 64 characters of [A-Za-z0-9_-]; the MCP specification alone would allow 128. */
const MAX_LENGTH = 64

/**
 * 8 hexadecimal digits of the id's hash: enough to tell apart any two tools of one catalog, unless one was named on
 * purpose as another would be. Then both get 8 digits more.
 */
const SUFFIX_LENGTH = 8

/** When tools are called `<server>__<name>`: with several servers, or in any case. */
export type NamePrefix = 'auto' | 'always'

/**
 * The name under which the model sees each tool, by tool id. With `auto` and one server (or none) names stay as they are;
 * else a tool is called `<server>__<name>`. A name that providers would refuse (odd characters, too long), that another
 * server's tool might have too (a key with `__` in it) or that two tools would share ends in a hash of the tool's id, so
 * names never depend on the order of servers.
 */
export function wireNames(tools: readonly Tool[], prefix: NamePrefix = 'auto'): Map<string, string> {
  const several = prefix === 'always' || new Set(tools.map((tool) => tool.server)).size > 1
  const plain = new Map(tools.map((tool) => [tool.id, several ? prefixed(tool) : tool.name]))
  for (let length = SUFFIX_LENGTH; length < MAX_LENGTH; length += SUFFIX_LENGTH) {
    const shared = sharedNames(plain)
    if (shared.size === 0) break
    for (const [id, name] of plain) if (shared.has(name)) plain.set(id, withSuffix(name, id, length))
  }
  return plain
}

function sharedNames(names: ReadonlyMap<string, string>): Set<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const name of names.values()) {
    if (seen.has(name)) shared.add(name)
    seen.add(name)
  }
  return shared
}

/** The name with its server's key before it; it depends on nothing but the tool. */
export function prefixed(tool: Tool): string {
  const full = tool.server === undefined ? tool.name : `${tool.server}__${tool.name}`
  const clean = full.replace(/[^A-Za-z0-9_-]/g, '_')
  return clean === full && full.length <= MAX_LENGTH && !isAmbiguous(tool.server)
    ? full
    : withSuffix(clean, tool.id, SUFFIX_LENGTH)
}

/** Whether `<server>__<name>` could be split at another place. */
function isAmbiguous(server: string | undefined): boolean {
  return server !== undefined && (server.includes('__') || server.endsWith('_'))
}

/** The name cut so that it and `length` (1 to 63) digits of the id's hash fit. */
function withSuffix(name: string, id: string, length: number): string {
  return `${name.slice(0, MAX_LENGTH - length - 1)}_${sha256(id).slice(0, length)}`
}
