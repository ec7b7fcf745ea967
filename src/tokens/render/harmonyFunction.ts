import type { ToolDefinition } from '../../tool/Tool.js'
import { comments, schemaType } from './schemaType.js'

/** What stands before the first function and behind the last one, and what joins two. */
export const HARMONY_FRAME = {
  open: '# Tools\n\n## functions\n\nnamespace functions {\n\n',
  join: ';\n\n',
  close: ';\n\n} // namespace functions',
} as const

/**
 * One function as harmony writes it, without the semicolon at its end, so that it ends in a letter: nothing that
 * follows is one token with it, and counts of functions add up.
 * Form: https://github.com/openai/harmony, docs/format.md and template_tools_section of src/encoding.rs.
 */
export function harmonyFunction({ name, description, inputSchema }: ToolDefinition): string {
  const properties = inputSchema?.['properties']
  const hasArguments = Object.keys(properties ?? {}).length > 0
  const type = hasArguments ? `(_: ${schemaType(inputSchema!)}) => any` : '() => any'
  return [...comments(description), `type ${name} = ${type}`].join('\n')
}
