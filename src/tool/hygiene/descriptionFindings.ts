import { terms } from '../../text/terms.js'
import type { Tool } from '../Tool.js'
import type { ToolFields } from '../toolFields.js'
import type { Found } from './HygieneFinding.js'

/** Claude Code cuts descriptions at 2 KB. */
const HUGE_CHARACTERS = 2_048

/** From so many characters on a huge description is as bad as it gets. */
const HUGEST_CHARACTERS = 10_000

/** Words that say nothing about one tool among others. */
const FILLER = stemsOf('tool function method api endpoint operation command call use performs executes runs')

/** What is wrong with a tool's description. */
export function descriptionFindings(_tool: Tool, fields: ToolFields): Found[] {
  const text = fields.description.trim()
  if (text === '') return [{ rule: 'description-missing', what: 'It has no description.' }]
  return [...repeating(text, fields), ...huge(text)]
}

function repeating(text: string, { name, server }: ToolFields): Found[] {
  const known = new Set([...stemsOf(name), ...stemsOf(server), ...FILLER])
  const says = [...stemsOf(text)]
  // Another language's letters may give no term at all; then nothing is known.
  if (says.length === 0 || says.some((stem) => !known.has(stem))) return []
  return [{ rule: 'description-repeats-name', what: `Its description says no more than its name: "${text}"` }]
}

function huge(text: string): Found[] {
  if (text.length <= HUGE_CHARACTERS) return []
  const extent = Math.min(1, (text.length - HUGE_CHARACTERS) / (HUGEST_CHARACTERS - HUGE_CHARACTERS))
  const what = `Its description has ${text.length} characters; ${HUGE_CHARACTERS} are a lot.`
  return [{ rule: 'description-huge', what, extent }]
}

function stemsOf(text: string): Set<string> {
  return new Set(terms(text).map(({ stem }) => stem))
}
