import { type LexicalDocument, lexicalDocument } from '../lexical/LexicalDocument.js'
import type { Tool } from '../tool/Tool.js'
import { withoutToolChoice } from '../tool/toolChoice.js'
import { type ToolFields, toolFields } from '../tool/toolFields.js'
import { type Wording, wording } from '../tool/wording.js'
import { withoutWordLists } from '../tool/wordLists.js'
import type { Defences } from './defences.js'

/** What is computed for one tool's content and kept while that content stays. */
export interface PreparedTool {
  /** The texts that are ranked on. */
  fields: ToolFields
  document: LexicalDocument
  /** Sentences that are not ranked on because they talk about which tool to choose. */
  leftOut: readonly string[]
  /** Sentences of the description that are not ranked on because they list words. */
  lists: readonly string[]
  /** What copies are found by; undefined for a tool that says too little, or where none are looked for. */
  wording: Wording | undefined
}

/** Prepares a tool; undefended, it is ranked on every word as it stands. */
export function prepareTool(tool: Tool, defences: Defences | undefined): PreparedTool {
  const raw = toolFields(tool)
  if (defences === undefined)
    return { fields: raw, document: lexicalDocument(raw), leftOut: [], lists: [], wording: undefined }
  const { fields: said, leftOut } = withoutToolChoice(raw)
  const { fields, leftOut: lists } = withoutWordLists(said, defences.listTerms)
  // Two tools that differ in a list alone are no copies.
  return { fields, leftOut, lists, document: lexicalDocument(fields, defences.front), wording: wording(said) }
}
