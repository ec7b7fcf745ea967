import { sha256 } from '../hash.js'
import type { Tool } from './Tool.js'

/** OpenAI, Anthropic and Bedrock accept 64 characters of [A-Za-z0-9_-]; the MCP specification alone would allow 128. */
const MAX_LENGTH = 64

/** 8 hexadecimal digits of the id's hash: enough to tell apart any two tools of one catalog in practice. */
const SUFFIX_LENGTH = 8

/**
 * The name under which the model sees each tool, by tool id. With one server (or none) names stay as they are;
 * with several a tool is called `<server>__<name>`. A name that providers would refuse (odd characters, too long) or
 * that two tools would share ends in a hash of the tool's id, so names never depend on the order of servers.
 */
export function wireNames(tools: readonly Tool[]): Map<string, string> {
  const several = new Set(tools.map((tool) => tool.server)).size > 1
  const plain = new Map(tools.map((tool) => [tool.id, several ? prefixed(tool) : tool.name]))
  const uses = new Map<string, number>()
  for (const name of plain.values()) uses.set(name, (uses.get(name) ?? 0) + 1)
  for (const [id, name] of plain) if ((uses.get(name) ?? 0) > 1) plain.set(id, withSuffix(name, id))
  return plain
}

function prefixed(tool: Tool): string {
  const full = tool.server === undefined ? tool.name : `${tool.server}__${tool.name}`
  const clean = full.replace(/[^A-Za-z0-9_-]/g, '_')
  return clean === full && full.length <= MAX_LENGTH ? full : withSuffix(clean, tool.id)
}

function withSuffix(name: string, id: string): string {
  return `${name.slice(0, MAX_LENGTH - SUFFIX_LENGTH - 1)}_${sha256(id).slice(0, SUFFIX_LENGTH)}`
}
