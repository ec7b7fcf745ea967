import type { Tool } from '../Tool.js'
import { parametersOf } from './parametersOf.js'
import { plainLine } from './plainLine.js'
import { sentencePieces } from './sentencePieces.js'
import { NO_SHARED_PARTS, type SharedParts } from './sharedParts.js'
import { cutLong } from './shortenText.js'
import { nameText, typeText } from './typeText.js'

/** What a signature needs to know besides the tool. */
export interface SignatureOptions {
  /** Name under which the model sees the tool. */
  wireName: string
  /** What its server repeats: a repeated sentence is no purpose of this tool. Default: nothing. */
  shared?: SharedParts
}

/** A signature without the tool's name. */
export interface Signature {
  /** `(owner: string, labels?: string[])`, with all required parameters. */
  parameters: string
  /** First sentence of the description that the server does not repeat; empty without one. */
  purpose: string
  /** False where a model that reads the signature may not know all that is required. */
  complete: boolean
}

/** A purpose of more characters is cut at a word. */
const PURPOSE_CHARACTERS = 120
/** Optional parameters are told until the list has this many characters; `…` stands for the others. */
const OPTIONAL_CHARACTERS = 300

/**
 * A tool in one line: `create_issue(owner: string, repo: string, labels?: string[], state?: "open"|"closed"): Opens an
 * issue.` Required parameters come first and are all there; `?` marks optional ones, `…` what is cut. Holds no line break
 * and no control character.
 */
export function signatureLine(tool: Tool, { wireName, shared }: SignatureOptions): string {
  const { parameters, purpose } = signatureOf(tool, shared)
  return `${plainLine(wireName)}${parameters}${purpose === '' ? '' : `: ${purpose}`}`
}

/** The parts of a signature. */
export function signatureOf(tool: Tool, shared: SharedParts = NO_SHARED_PARTS): Signature {
  const root = tool.definition.inputSchema ?? {}
  const place = { root, depth: 0, seen: [] }
  const { properties, required, complete } = parametersOf(tool)
  const musts = required.map((name) => ({ name, type: typeText(properties.get(name), place) }))
  const texts = musts.map(({ name, type }) => `${nameText(name)}: ${type.text}`)
  let length = texts.join(', ').length
  for (const [name, schema] of properties) {
    if (required.includes(name)) continue
    const text = `${nameText(name)}?: ${typeText(schema, place).text}`
    length += text.length + 2
    if (length > OPTIONAL_CHARACTERS) {
      texts.push('…')
      break
    }
    texts.push(text)
  }
  return {
    parameters: `(${texts.join(', ')})`,
    purpose: purposeOf(tool, shared),
    complete: complete && musts.every(({ type }) => type.complete),
  }
}

function purposeOf({ definition }: Tool, { sentences }: SharedParts): string {
  if (typeof definition.description !== 'string') return ''
  const pieces = sentencePieces(definition.description)
  const own = pieces.find(({ text }) => !sentences.has(text)) ?? pieces[0]
  return cutLong(plainLine(own?.text ?? ''), PURPOSE_CHARACTERS)
}
