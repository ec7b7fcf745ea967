/**
 * How tools are put before a model:
 * - `openai`: functions, which OpenAI renders as TypeScript in the prompt;
 * - `anthropic`: `tools` of the Messages API, with a hidden prompt about tool use;
 * - `gemini`: function declarations with `parametersJsonSchema`;
 * - `mcp`: the definitions as MCP gives them, serialised as one JSON list;
 * - `prompt`: name, description and schema as JSON inside a system prompt of the host's.
 */
export type Provider = 'openai' | 'anthropic' | 'gemini' | 'mcp' | 'prompt'

/** All providers, in the order in which they are listed. */
export const PROVIDERS = [
  'openai',
  'anthropic',
  'gemini',
  'mcp',
  'prompt',
] as const satisfies readonly Provider[]

/** A family of models with an API of its own. */
export type ModelFamily = 'openai' | 'anthropic' | 'gemini'
