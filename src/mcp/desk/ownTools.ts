import { freeName } from '../../crib/freeName.js'
import { searchDefinition } from '../../crib/searchDefinition.js'
import type { Catalog } from '../../tool/Catalog.js'
import type { ToolDefinition } from '../../tool/Tool.js'

/** Key of a result's `_meta` under which the names of the desk's own tools are told. */
export const OWN_META = 'toolcrib/own'

/** What the desk's own tools are called where no other tool has the name. */
export const OWN_NAMES = ['search_tools', 'call_read_tool', 'call_tool'] as const

/** One of {@link OWN_NAMES}. */
export type OwnName = (typeof OWN_NAMES)[number]

/** Under {@link OWN_META}: the name of each own tool as it is listed, and which of them had to give way to a server's. */
export type OwnNote = Record<OwnName, string> & { renamed: OwnName[] }

/** The desk's own tools beside those of a catalog. */
export interface OwnTools {
  definitions: ToolDefinition[]
  note: OwnNote
}

const known = new WeakMap<Catalog, OwnTools>()

/** The own tools beside those of a catalog. */
export function ownToolsOf(catalog: Catalog): OwnTools {
  const made = known.get(catalog) ?? ownTools((name) => catalog.get(name) !== undefined)
  known.set(catalog, made)
  return made
}

/**
 * The three tools that a host which lists once reaches every other by. Calls of what only reads stand apart, because hosts
 * keep approvals by name: "always allow" for one tool that calls all would allow deleting.
 *
 * @param isTaken whether another tool has a name: theirs stay, ours give way
 */
export function ownTools(isTaken: (name: string) => boolean): OwnTools {
  const search = searchDefinition(isTaken)
  const read = callDefinition(freeName('call_read_tool', isTaken), {
    description: 'Calls a tool that only reads by its name, listed here or not.',
    annotations: { readOnlyHint: true },
  })
  const call = callDefinition(freeName('call_tool', isTaken), {
    description: 'Calls any tool by its name, listed here or not. It may change or delete things.',
    annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: true },
  })
  const names = { search_tools: search.name, call_read_tool: read.name, call_tool: call.name }
  const renamed = OWN_NAMES.filter((name) => names[name] !== name)
  return { definitions: [search, read, call], note: { ...names, renamed } }
}

/** Constant but for the name, so that it never breaks a prompt cache. */
function callDefinition(
  name: string,
  { description, annotations }: { description: string; annotations: Record<string, boolean> },
): ToolDefinition {
  return {
    name,
    description,
    inputSchema: {
      type: 'object',
      properties: {
        name: { type: 'string', description: 'Name of the tool' },
        arguments: { type: 'object', description: 'Arguments of the tool' },
      },
      required: ['name'],
    },
    annotations,
  }
}
