import type { Json, ToolDefinition } from '../../tool/Tool.js'
import type { TokenCounter } from '../TokenCounter.js'
import type { FunctionFormula } from './ToolBilling.js'

/**
 * Tokens of one function by the formula that OpenAI's cookbook publishes; a list has `formula.end` more, once.
 * A full stop at the end of a description does not count. It looks at the first level of a schema only.
 * Source: https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken (section on tool calls).
 */
export function publishedEstimate(
  tool: ToolDefinition,
  formula: FunctionFormula,
  counter: TokenCounter,
): number {
  const properties = Object.entries(objectOf(tool.inputSchema?.['properties']))
  const own = formula.perFunction + counter.count(`${tool.name}:${withoutStop(tool.description)}`)
  if (properties.length === 0) return own
  return properties.reduce(
    (sum, [name, schema]) => sum + propertyTokens(name, objectOf(schema), { formula, counter }),
    own + formula.properties,
  )
}

function propertyTokens(
  name: string,
  { type, description, enum: items }: { [key: string]: Json },
  { formula, counter }: { formula: FunctionFormula; counter: TokenCounter },
): number {
  const line = `${name}:${typeof type === 'string' ? type : ''}:${withoutStop(description)}`
  const own = formula.perProperty + counter.count(line)
  if (!Array.isArray(items)) return own
  return items.reduce<number>(
    (sum, item) =>
      sum + formula.perItem + counter.count(typeof item === 'string' ? item : JSON.stringify(item)),
    own + formula.enumeration,
  )
}

function withoutStop(text: unknown): string {
  return typeof text === 'string' ? text.replace(/\.$/, '') : ''
}

function objectOf(value: Json | undefined): { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
