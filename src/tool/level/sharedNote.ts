import { plainLine } from './plainLine.js'
import type { SharedParts } from './sharedParts.js'
import { nameText } from './typeText.js'

/**
 * What the compact tools of a server leave to be stated once, as text for a system prompt or the head of a search's answer:
 * the whole description of every shared parameter, and the repeated sentences. Empty where nothing is shared. Everything
 * but the frame comes from the server and is as trusted as its descriptions.
 */
export function sharedNote({ server, parameters, sentences }: SharedParts): string {
  if (parameters.size === 0 && sentences.size === 0) return ''
  const stated = [...parameters].map(
    ([name, { description, tools }]) => `- ${nameText(name)} (${tools} tools): ${plainLine(description)}`,
  )
  const said = [...sentences].map((sentence) => `- Most: ${plainLine(sentence)}`)
  return [
    `Tools of ${server === undefined ? 'one server' : plainLine(server)} share:`,
    ...stated,
    ...said,
  ].join('\n')
}
