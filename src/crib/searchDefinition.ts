import type { Catalog } from '../tool/Catalog.js'
import type { ToolDefinition } from '../tool/Tool.js'

/** Id of the search tool in a session; no tool of a catalog can have it, because it holds a control character. */
export const SEARCH_ID = '\u0000search_tools'

const NAME = 'search_tools'

/** What the model sees. Constant, so that it never breaks a prompt cache. */
export function searchDefinition(catalog: Catalog): ToolDefinition {
  return {
    name: searchName(catalog),
    description:
      'Finds more tools: only some of those that exist are listed here. Search before you say that something cannot be done.',
    inputSchema: {
      type: 'object',
      properties: {
        tasks: {
          type: 'array',
          items: { type: 'string' },
          description: 'What you want to do, one wish an entry',
        },
      },
      required: ['tasks'],
    },
    annotations: { readOnlyHint: true },
  }
}

/** A tool of the catalog keeps its name; ours gives way. */
function searchName(catalog: Catalog): string {
  for (let suffix = 1; ; suffix++) {
    const name = suffix === 1 ? NAME : `${NAME}_${suffix}`
    if (catalog.get(name) === undefined) return name
  }
}
