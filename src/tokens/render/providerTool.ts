import type { ToolDefinition } from '../../tool/Tool.js'
import type { Provider } from './Provider.js'

const schemaOf = ({ inputSchema }: ToolDefinition) => inputSchema ?? { type: 'object' }

/** Description left out where there is none, as the APIs take it. */
const described = ({ name, description }: ToolDefinition) => ({
  name,
  ...(typeof description === 'string' && { description }),
})

/**
 * What each API takes of a definition. Titles, annotations, output schemas and unknown fields are MCP's alone.
 * `openai` is a tool of the Responses API; `strict` is off, because schemas of MCP rarely meet its rules.
 */
const SENT: Readonly<Record<Provider, (tool: ToolDefinition) => object>> = {
  openai: (tool) => ({ type: 'function', ...described(tool), strict: false, parameters: schemaOf(tool) }),
  anthropic: (tool) => ({ ...described(tool), input_schema: schemaOf(tool) }),
  gemini: (tool) => ({ ...described(tool), parametersJsonSchema: schemaOf(tool) }),
  mcp: (tool) => tool,
  prompt: (tool) => ({ ...described(tool), parameters: schemaOf(tool) }),
}

/** A tool as the provider's API takes it, or as the text of `mcp` and `prompt` has it: plain JSON. */
export function providerTool(provider: Provider, tool: ToolDefinition): object {
  return SENT[provider](tool)
}

/** {@link providerTool} serialised. */
export function toolJson(provider: Provider, tool: ToolDefinition): string {
  return JSON.stringify(providerTool(provider, tool))
}
