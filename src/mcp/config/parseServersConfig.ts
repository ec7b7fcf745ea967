import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { CribError } from '../../errors.js'
import { jsonFault } from '../../text/jsonFault.js'
import { oneLine } from '../oneLine.js'
import { parseServerEntry } from './parseServerEntry.js'
import type { ServerEntry } from './ServerEntry.js'

/** Options of `parseServersConfig`. */
export interface ParseServersOptions {
  /** What `${VAR}` is filled in from, `process.env` for example. Default: nothing, so that every variable is missing. */
  env?: Readonly<Record<string, string | undefined>>
  /** Name of the file, for messages. Default `the configuration`. */
  file?: string
}

/** What a configuration says. */
export interface ServersConfig {
  /** By key, in the order of the file; entries that are switched off are not among them. */
  servers: Map<string, ServerEntry>
  /** Keys of the servers that `disabled: true` switches off. */
  disabled: string[]
  /** One line each: what was read but has no effect. */
  warnings: string[]
}

/** Where hosts keep the map of servers: most under the first name, VS Code under the second. */
const SECTIONS = ['mcpServers', 'servers'] as const

/** As hosts read their files; comments are allowed too. */
const LENIENT = { allowTrailingComma: true }

/**
 * Reads the MCP servers of a host's configuration: JSON with comments and trailing commas. An entry that is malformed or
 * whose variable is not set makes a `broken` entry of its server alone; unknown keys of an entry are a warning.
 *
 * @throws CribError `file-malformed` (with line and column, from 1), or `config-invalid` where there is no section of
 * servers.
 */
export function parseServersConfig(text: string, options: ParseServersOptions = {}): ServersConfig {
  const file = options.file ?? 'the configuration'
  const root = parseJson(text, file)
  const section = findSection(root, file)
  const config: ServersConfig = { servers: new Map(), disabled: [], warnings: [] }
  for (const [key, value] of propertiesOf(section)) {
    const path = `${String(section.parent?.children?.[0]?.value)}.${key}`
    const parsed = parseServerEntry(getNodeValue(value), { file, path, env: options.env ?? {} })
    config.warnings.push(...parsed.warnings.map((warning) => `Server "${oneLine(key)}": ${warning}`))
    if (config.servers.has(key))
      config.warnings.push(`Server "${oneLine(key)}" is defined twice; the last one counts.`)
    if (parsed.disabled) config.disabled.push(key)
    else config.servers.set(key, parsed.entry)
  }
  return config
}

function parseJson(text: string, file: string): Node {
  const errors: ParseError[] = []
  // Some editors write a byte order mark, which is no JSON.
  const body = text.replace(/^\uFEFF/, '')
  const root = parseTree(body, errors, LENIENT)
  if (root !== undefined && errors.length === 0) return root
  const { line, column, reason } = jsonFault(body, LENIENT)
  const message = `${oneLine(file)} is not valid JSON at line ${line}, column ${column}: ${reason}. Correct it there.`
  throw new CribError('file-malformed', message, { details: { file, line, column } })
}

function findSection(root: Node, file: string): Node {
  const found = propertiesOf(root).filter(([key]) => (SECTIONS as readonly string[]).includes(key))
  const [, section] =
    SECTIONS.map((name) => found.findLast(([key]) => key === name)).find((each) => each) ?? []
  if (section?.type === 'object') return section
  const path = section === undefined ? '' : SECTIONS.find((name) => found.some(([key]) => key === name))
  const what =
    section === undefined
      ? `has neither "mcpServers" nor "servers" at its top level`
      : `has ${section.type} at "${path}" where an object of servers belongs`
  const example = '{ "mcpServers": { "name": { "command": "...", "args": [] } } }'
  throw new CribError('config-invalid', `${oneLine(file)} ${what}. Write ${example}.`, {
    details: { file, path },
  })
}

/** Keys and values of an object node. The tree keeps a key `__proto__`, which an object built from it would lose. */
function propertiesOf(node: Node): [string, Node][] {
  if (node.type !== 'object') return []
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined ? [] : [[String(key.value), value] as [string, Node]],
  )
}
