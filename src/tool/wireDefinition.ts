import type { Tool, ToolDefinition } from './Tool.js'

/**
 * The definition as it is sent to the model: the name it has on the wire first, then every field as it came in.
 * A tool without a schema gets the empty object schema, which providers require.
 */
export function wireDefinition(tool: Tool, wireName: string): ToolDefinition {
  const { name: _, ...rest } = tool.definition
  return { name: wireName, ...rest, inputSchema: tool.definition.inputSchema ?? { type: 'object' } }
}
