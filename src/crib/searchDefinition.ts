import type { ToolDefinition } from '../tool/Tool.js'
import { freeName } from './freeName.js'

/** Id of the search tool in a session; no tool of a catalog can have it, because it holds a control character. */
export const SEARCH_ID = '\u0000search_tools'

const NAME = 'search_tools'

/** Arguments of every tool that searches for tools. */
export const SEARCH_INPUT = {
  type: 'object',
  properties: {
    tasks: {
      type: 'array',
      items: { type: 'string' },
      description: 'What you want to do, one wish an entry',
    },
  },
  required: ['tasks'],
} satisfies ToolDefinition['inputSchema']

/** What the model sees. Constant, so that it never breaks a prompt cache. `isTaken`: whether another tool has a name. */
export function searchDefinition(isTaken: (name: string) => boolean): ToolDefinition {
  return {
    name: freeName(NAME, isTaken),
    description:
      'Finds more tools: only some of those that exist are listed here. Search before you say that something cannot be done.',
    inputSchema: SEARCH_INPUT,
    annotations: { readOnlyHint: true },
  }
}
