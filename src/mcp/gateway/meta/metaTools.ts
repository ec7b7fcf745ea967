import { SEARCH_INPUT } from '../../../crib/searchDefinition.js'
import type { ToolDefinition } from '../../../tool/Tool.js'

/** The gateway's own tools; none of a server has such a name, since those begin with its key and two underscores. */
export const META_NAMES = ['search_tools', 'describe_tools', 'call_read_tool', 'call_tool'] as const

/** One of {@link META_NAMES}. */
export type MetaName = (typeof META_NAMES)[number]

/** Whether a name is that of an own tool. */
export function isMetaName(name: unknown): name is MetaName {
  return (META_NAMES as readonly unknown[]).includes(name)
}

/** Hosts that hold tools back until they are searched for must not hold back the search. */
const _meta = { 'anthropic/alwaysLoad': true }

const READS = { readOnlyHint: true, openWorldHint: false }

const CALL_ARGUMENTS = {
  type: 'object' as const,
  properties: {
    name: { type: 'string', description: 'Name of the tool' },
    arguments: { type: 'object', description: 'Arguments of the tool' },
  },
  required: ['name'],
}

/**
 * The own tools. Calls of what only reads stand apart, because hosts keep approvals by name: "always allow" for one tool
 * that calls all would allow deleting.
 *
 * @param there a sentence on what there is to search for; empty where nothing is known
 */
export function metaTools(there: string): ToolDefinition[] {
  return [
    {
      name: 'search_tools',
      description: `Finds tools by what you want to do. Most tools are not listed here; search before you say that something cannot be done.${there === '' ? '' : ` ${there}`}`,
      inputSchema: SEARCH_INPUT,
      annotations: READS,
      _meta,
    },
    {
      name: 'describe_tools',
      description:
        'Gives the full definitions of tools by name: every parameter, and what they say about themselves.',
      inputSchema: {
        type: 'object',
        properties: {
          names: { type: 'array', items: { type: 'string' }, description: 'Names of the tools' },
        },
        required: ['names'],
      },
      annotations: READS,
      _meta,
    },
    {
      name: 'call_read_tool',
      description: 'Calls a tool that only reads by its name. Refuses every other tool.',
      inputSchema: CALL_ARGUMENTS,
      annotations: { readOnlyHint: true },
      _meta,
    },
    {
      name: 'call_tool',
      description: 'Calls any tool by its name. It may change or delete things.',
      inputSchema: CALL_ARGUMENTS,
      annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: true },
      _meta,
    },
  ]
}
