/** The text of a tool's result, as a model reads it. */
export function textOf(result: unknown): string {
  const content: unknown = (result as { content?: unknown }).content
  const blocks: readonly { text?: unknown }[] = Array.isArray(content) ? content : []
  return blocks.flatMap(({ text }) => (typeof text === 'string' ? [text] : [])).join('\n')
}
