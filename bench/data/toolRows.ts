import type { ToolSource } from 'toolcrib'

/** The texts of one tool that a contender may rank on: the same for all of them. */
export interface ToolRow {
  id: string
  name: string
  description: string
  server: string
  /** Names of the parameters, separated by spaces. */
  parameters: string
  /** Their descriptions, one a line. */
  parameterDescriptions: string
}

/** Flattens sources into rows for contenders that are not ours. Tools without a name are left out, as the library does. */
export function toolRows(sources: readonly ToolSource[]): ToolRow[] {
  return sources.flatMap((source) =>
    source.tools.flatMap((raw, index) => {
      const tool = record(raw)
      const name = text(tool['name'])
      if (name === '') return []
      const properties = Object.entries(record(record(tool['inputSchema'])['properties']))
      return [
        {
          id: source.ids?.[index] ?? (source.server === undefined ? name : `${source.server}/${name}`),
          name,
          description: text(tool['description']),
          server: [source.server, source.categories?.[index], source.description].filter(Boolean).join(' '),
          parameters: properties.map(([key]) => key).join(' '),
          parameterDescriptions: properties
            .map(([, schema]) => text(record(schema)['description']))
            .join('\n'),
        },
      ]
    }),
  )
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
