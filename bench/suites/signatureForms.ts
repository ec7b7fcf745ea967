import type { Json, TokenCounter, Tool, ToolDefinition } from 'toolcrib'
import { quantile } from '../report/quantile.js'

type Schema = { [key: string]: Json }

/** Other schemas that a signature might have, made from the tool and the signature's own. */
const FORMS: Readonly<Record<string, (own: Schema, full: Schema) => Schema>> = {
  'no parameters': () => ({ type: 'object' }),
  'required parameters with types': (own) => own,
  'all parameters with types': (own, full) => {
    const typed = Object.entries((full['properties'] ?? {}) as Schema).map(([name, schema]) => {
      const type = (schema as Schema | undefined)?.['type']
      return [name, type === undefined ? {} : { type }]
    })
    return {
      ...own,
      properties: { ...Object.fromEntries(typed), ...(own['properties'] as Schema | undefined) },
    }
  },
}

/**
 * The median saving of a signature against full, a share of the tokens, by what its schema holds: why it holds the required
 * parameters only.
 */
export function signatureForms(
  signatures: readonly { tool: Tool; tokens: number; definition: ToolDefinition }[],
  counter: TokenCounter,
): Record<string, number> {
  const saved = (form: (own: Schema, full: Schema) => Schema) =>
    signatures.map(({ tool, tokens, definition }) => {
      const inputSchema = form(definition.inputSchema ?? {}, tool.definition.inputSchema ?? {})
      return 1 - counter.count(JSON.stringify({ ...definition, inputSchema })) / tokens
    })
  return Object.fromEntries(
    Object.entries(FORMS).map(([name, form]) => [name, quantile(saved(form), 0.5) ?? 0]),
  )
}
