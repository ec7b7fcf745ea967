import { sentences } from './boilerplate.js'
import type { ToolFields } from './toolFields.js'

/**
 * Sentences that talk about which tool to choose ("always use this tool first", "ignore other tools") and so say nothing
 * about what the tool does. Written from how tools are promoted, then narrowed on descriptions of 59 real MCP servers.
 */
const TOOL = '(?:tools?|functions?|servers?|plugins?|commands?|services?|options?|apis?|agents?)'
const OTHER = `(?:other|another|competing|alternative|remaining|different)\\s+(?:[\\w-]+\\s+){0,2}${TOOL}`
const USE =
  '(?:us(?:e|es|ed|ing)|call(?:s|ed|ing)?|invok(?:e|es|ed|ing)|choos(?:e|es|ing)|chosen|pick(?:s|ed|ing)?|' +
  'select(?:s|ed|ing)?|prefer(?:s|red)?|favou?r|tr(?:y|ied|ying)|start with|begin with|go with|rely on|run|reach for)'
const THIS = `(?:this|it)\\b(?:\\s+(?:[\\w-]+\\s+){0,2}${TOOL})?`
const ANY = '(?:any|every|each|all|whatever|whichever|no matter)'
/** "Before calling this, ask the user" is about a condition, not about the choice. */
const FREE = '(?<!\\b(?:before|after|prior to|when|by|then|without|than|of)\\s+)'

const PATTERNS = [
  `\\b(?:instead of|rather than|over|before|ahead of|ignor\\w+|avoid\\w*|skip\\w*|than|never|not|don'?t|replac\\w+|supersed\\w+|outrank\\w*|overrid\\w+|without|above|disregard\\w*|no)\\b[^.!?\\n]{0,40}\\b${OTHER}`,
  `\\b(?:always|first|must|by default|exclusively)\\b[^.!?\\n]{0,30}\\b${FREE}${USE}\\s+${THIS}`,
  `\\b${FREE}${USE}\\s+${THIS}[^.!?\\n]{0,30}\\b(?:first|always|exclusively|by default|before anything|before ${ANY}|for ${ANY}|in ${ANY} case|whenever possible)\\b`,
  `\\b${USE}\\s+${THIS}\\s+(?:instead of|rather than|over|before|ahead of)\\b`,
  `\\b(?:prefer|favou?r|prioriti[sz]e)\\s+${THIS}`,
  `\\bwithout\\s+${USE}\\s+${THIS}\\s+first\\b`,
  `\\b(?:only|one|last)\\s+${TOOL}\\s+(?:that\\s+)?(?:you|anyone)(?:\\s+(?:will|ever|really|would)){0,2}\\s+needs?\\b`,
  '\\b(?:highest|top|first|maximum|absolute|utmost)[\\s-]+priority\\b',
  `\\b(?:best|only|ultimate|preferred|default|right|most \\w+|number one|go-to|one)\\s+(?:tool|choice|option|function|plugin)\\b[^.!?\\n]{0,30}\\b(?:${ANY}|everything|anything)\\b`,
  `\\b(?:if|when(?:ever)?)\\s+(?:in doubt|unsure|not sure|uncertain|undecided)\\b[^.!?\\n]{0,20}\\b${USE}\\b`,
  '\\bignor\\w+\\s+(?:all|any|every|previous|prior|earlier|the)\\b[^.!?\\n]{0,20}\\b(?:instructions?|tools?|rules)\\b',
]

/** Every repetition is bounded, so a match takes time linear in the text. */
const TOOL_CHOICE = new RegExp(PATTERNS.join('|'), 'i')

/** Whether a sentence talks about which tool to choose. */
export function isToolChoice(sentence: string): boolean {
  return TOOL_CHOICE.test(sentence)
}

/** The ranked texts of a tool, and the sentences that were taken out of them. */
export interface PlainFields {
  fields: ToolFields
  /** In the order of the fields; empty for most tools, whose fields are then the very ones that were given. */
  leftOut: string[]
}

/** Takes the sentences about tool choice out of everything that is ranked on. */
export function withoutToolChoice(fields: ToolFields): PlainFields {
  const leftOut: string[] = []
  const clean = (text: string) => {
    // Most texts hold none: then nothing is split, and the text stays as it is, spaces and all.
    if (!TOOL_CHOICE.test(text)) return text
    const all = sentences(text)
    const kept = all.filter((sentence) => !isToolChoice(sentence))
    leftOut.push(...all.filter(isToolChoice))
    return kept.join(' ')
  }
  const description = clean(fields.description)
  const serverDescription = clean(fields.serverDescription)
  const parameters = fields.parameters.map(({ name, description: text }) => ({
    name,
    description: clean(text),
  }))
  return leftOut.length === 0
    ? { fields, leftOut }
    : { fields: { ...fields, description, serverDescription, parameters }, leftOut }
}
