/** A result that is text for the model. */
export function textResult(text: string): Record<string, unknown> {
  return { content: [{ type: 'text', text }] }
}
