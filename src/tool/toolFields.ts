import type { Tool } from './Tool.js'

/** One parameter of a tool, as far as it is ranked on. */
export interface ParameterText {
  name: string
  description: string
}

/** The texts of a tool that are ranked on. Nothing else of a definition reaches the ranking. */
export interface ToolFields {
  name: string
  description: string
  /** Server key and category. */
  server: string
  serverDescription: string
  parameters: ParameterText[]
}

/** Takes the ranked texts out of a definition; anything that is not text counts as absent. */
export function toolFields(tool: Tool): ToolFields {
  return {
    name: tool.name,
    description: text(tool.definition.description),
    server: [tool.server, tool.category].filter(Boolean).join(' '),
    serverDescription: tool.serverDescription ?? '',
    parameters: parametersOf(tool),
  }
}

function parametersOf(tool: Tool): ParameterText[] {
  const properties = tool.definition.inputSchema?.['properties']
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return []
  return Object.keys(properties).map((name) => {
    const schema = properties[name]
    const description =
      typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? schema['description'] : ''
    return { name, description: text(description) }
  })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
