import { sentences } from '../boilerplate.js'
import { mentionedTools } from '../mentionedTools.js'
import type { Tool } from '../Tool.js'
import { isToolChoice } from '../toolChoice.js'
import type { ToolFields } from '../toolFields.js'
import type { Found } from './HygieneFinding.js'
import { cut } from './schemaParts.js'

/**
 * Characters that people do not see and models read: zero width and direction marks within a text, and the tag block that
 * repeats ASCII unseen. Joiners (200C, 200D) are left out: scripts and emoji need them.
 */
const HIDDEN = /[\u200B\u2060-\u2064\u202A-\u202E\u2066-\u2069]|[\u{E0000}-\u{E007F}]/u

/** Secrecy towards the user, and tags that pretend to come from the host. Every repetition is bounded. */
const INJECTED = [
  /\b(?:do not|don'?t|never|without)\s+(?:ever\s+)?(?:tell|telling|inform|informing|mention|mentioning|reveal|revealing|notify|notifying|alert|alerting)\b[^.!?\n]{0,40}\buser\b/i,
  /<\/?(?:important|system|hidden)>/i,
  /\b(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+)?(?:of\s+)?(?:the\s+|your\s+)?(?:previous|prior|earlier|above)\s+(?:instructions?|prompts?|rules)\b/i,
  /\b(?:you are now|act as)\s+(?:an?\s+)?(?:unrestricted|jailbroken|admin|developer mode)\b/i,
]

const MAX_QUOTE = 120

/** Texts of a tool that instruct the model instead of describing the tool. `names`: of all tools. */
export function instructionFindings(_tool: Tool, fields: ToolFields, names: ReadonlySet<string>): Found[] {
  const texts = [
    fields.name,
    fields.description,
    ...fields.parameters.flatMap(({ name, description }) => [name, description]),
  ]
  return [...injected(texts), ...choosing(texts, names)]
}

function injected(texts: readonly string[]): Found[] {
  const hidden = texts.map((text) => HIDDEN.exec(text)?.[0]).find((character) => character !== undefined)
  if (hidden !== undefined) {
    const code = hidden.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    return [{ rule: 'injected-instructions', what: `It holds characters that nobody sees (U+${code}).` }]
  }
  const said = texts.find((text) => INJECTED.some((pattern) => pattern.test(text)))
  if (said === undefined) return []
  const one = sentences(said).find((sentence) => INJECTED.some((pattern) => pattern.test(sentence))) ?? said
  return [{ rule: 'injected-instructions', what: `It instructs the model: "${cut(one, MAX_QUOTE)}"` }]
}

/** Sentences about the choice that leave the tool no rival: "call this first to find the id" is how to use it. */
const EMPHATIC =
  /\b(?:always|only|never|any|every|all|ignor\w+|instead of other|other tools?|highest|top|best|whenever possible|by default|in doubt|unsure)\b/i
const ABOUT_IT =
  /\bthis\b(?:\s+[\w-]+){0,2}\s+(?:tool|function|server|command)\b|\bother\s+(?:[\w-]+\s+){0,2}tools?\b|\binstructions?\b/i
const STEP = /^\W*step \d/i

function choosing(texts: readonly string[], others: ReadonlySet<string>): Found[] {
  // Most texts hold none, and splitting them all takes longer than everything else.
  const said = texts
    .filter(isToolChoice)
    .flatMap((text) => sentences(text).filter((one) => isPromotion(one, others)))
  const [first] = said
  if (first === undefined) return []
  const more = said.length > 1 ? ` and ${said.length - 1} more` : ''
  return [{ rule: 'tool-choice', what: `It says which tool to choose: "${cut(first, MAX_QUOTE)}"${more}` }]
}

function isPromotion(sentence: string, others: ReadonlySet<string>): boolean {
  if (!isToolChoice(sentence) || !EMPHATIC.test(sentence) || !ABOUT_IT.test(sentence) || STEP.test(sentence))
    return false
  // Which of two named tools is for what is just what a description should say.
  return mentionedTools(sentence, others).length === 0
}
