/** A tool as `@ai-sdk/mcp` gives it and as `generateText` of the AI SDK takes it. */
export interface ExecutableTool {
  description: string | undefined
  inputSchema: object
  execute: (input: Record<string, unknown>) => Promise<unknown>
}

/** Tools by name, as the AI SDK takes them. */
export type ToolSet = Record<string, ExecutableTool>

/** What both SDKs' clients list. */
interface ListedTool {
  name: string
  description?: string | undefined
  inputSchema: object
}

/** Makes listed tools what the AI SDK takes; `call` sends a call to their server. */
export function toolSet(
  tools: readonly ListedTool[],
  call: (call: { name: string; arguments: Record<string, unknown> }) => Promise<unknown>,
): ToolSet {
  const entries = tools.map(({ name, description, inputSchema }): [string, ExecutableTool] => [
    name,
    { description, inputSchema, execute: (input) => call({ name, arguments: input }) },
  ])
  return Object.fromEntries(entries)
}
