import type { ToolDefinition } from '../../tool/Tool.js'
import { HARMONY_FRAME, harmonyFunction } from './harmonyFunction.js'
import type { Provider } from './Provider.js'
import { toolJson } from './providerTool.js'

/** What stands around the JSON list in a system prompt. A host's own words differ by some tokens. */
export const PROMPT_FRAME = {
  open: 'You can use these tools. Each has a name, a description and the JSON Schema of its parameters:\n',
  close:
    '\nTo use a tool, answer with one JSON object {"name": "<its name>", "arguments": {...}} and nothing else.',
} as const

/**
 * The text that a list of tools is counted as. For `openai` it is the published form of harmony, for `mcp` and
 * `prompt` exactly what is sent; what Anthropic and Gemini make of their JSON is not published, so theirs is the JSON of
 * the request. An empty list is an empty text: no tools are sent.
 *
 * @param tools - definitions under the names that they have on the wire (`wireDefinition`)
 */
export function renderTools(provider: Provider, tools: readonly ToolDefinition[]): string {
  if (tools.length === 0) return ''
  if (provider === 'openai') {
    const { open, join, close } = HARMONY_FRAME
    return open + tools.map(harmonyFunction).join(join) + close
  }
  const list = `[${tools.map((tool) => toolJson(provider, tool)).join(',')}]`
  return provider === 'prompt' ? PROMPT_FRAME.open + list + PROMPT_FRAME.close : list
}
