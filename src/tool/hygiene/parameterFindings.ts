import { terms } from '../../text/terms.js'
import type { Json, Tool } from '../Tool.js'
import type { ToolFields } from '../toolFields.js'
import type { Found } from './HygieneFinding.js'
import { isObject, namesText } from './schemaParts.js'

/** Names that fit anything. */
const VAGUE = new Set(
  (
    'data input inputs value values val param params parameter parameters arg args argument arguments option options ' +
    'opts payload object obj body config info item items thing stuff x y z foo bar raw content contents string str ' +
    'json request req settings properties props'
  ).split(' '),
)

/** Those of them that say enough of a text: the content of a file, the body of an issue. */
const TEXTS = new Set(['body', 'content', 'contents', 'value'])

/** Names that say all there is to say, alone or as a part of the name. */
const PLAIN = new Set(
  (
    'url uri email limit offset page size count timeout date time start end from to path file filename directory ' +
    'width height title name description language country city timezone latitude longitude lat lon lng color price ' +
    'amount currency query search message text subject cursor sort order per version'
  ).split(' '),
)

/** More required parameters than that are many. */
const MANY_REQUIRED = 8

/** What says, beside a description, what a value has to be. */
const EXPLAINING = [
  'enum',
  'const',
  'format',
  'pattern',
  'examples',
  'properties',
  '$ref',
  'anyOf',
  'oneOf',
  'allOf',
]

/** What gives a value a type. */
const TYPING = [
  'type',
  'enum',
  'const',
  'properties',
  'items',
  '$ref',
  'anyOf',
  'oneOf',
  'allOf',
  'not',
  'if',
]

interface Parameter {
  name: string
  schema: Readonly<Record<string, Json>>
}

/** What is wrong with a tool's parameters. */
export function parameterFindings(tool: Tool, fields: ToolFields): Found[] {
  const { properties, required } = tool.definition.inputSchema ?? {}
  const all = isObject(properties)
    ? Object.entries(properties).flatMap(([name, schema]) => (isObject(schema) ? [{ name, schema }] : []))
    : []
  const said = readDescription(fields.description)
  const unexplained = all.filter((parameter) => !isExplained(parameter, said))
  const unclear = unexplained.filter((parameter) => !isText(parameter))
  const vague = unclear.filter(({ name }) => isVague(name))
  const silent = unclear.filter(({ name }) => !isVague(name) && !isPlain(name))
  const untyped = all.filter(({ schema }) => !TYPING.some((key) => Object.hasOwn(schema, key)))
  const of = (some: readonly Parameter[]) => some.length / all.length
  return [
    ...found(vague, (names, is) => ({
      rule: 'parameter-vague',
      what: `${names} could hold anything, and ${is} not described.`,
    })),
    ...found(silent, (names, is) => ({
      rule: 'parameters-undescribed',
      what: `${names} ${is} described nowhere (${silent.length} of ${all.length}).`,
      extent: of(silent),
    })),
    ...found(untyped, (names, is) => ({
      rule: 'parameter-untyped',
      what: `${names} ${is} without a type.`,
      extent: of(untyped),
    })),
    ...manyRequired(required),
  ]
}

function found(some: readonly Parameter[], one: (names: string, is: string) => Found): Found[] {
  if (some.length === 0) return []
  return [one(namesText(some.map(({ name }) => name)), some.length === 1 ? 'is' : 'are')]
}

function manyRequired(required: Json | undefined): Found[] {
  if (!Array.isArray(required)) return []
  const count = new Set(required).size
  if (count <= MANY_REQUIRED) return []
  const extent = Math.min(1, (count - MANY_REQUIRED) / MANY_REQUIRED)
  return [{ rule: 'required-many', what: `It has ${count} required parameters.`, extent }]
}

/** Whether anything says what the parameter is for: its schema, or the description of the tool. */
function isExplained({ name, schema }: Parameter, said: Said): boolean {
  const own = schema['description']
  if (typeof own === 'string' && own.trim() !== '') return true
  if (EXPLAINING.some((key) => Object.hasOwn(schema, key))) return true
  const { items } = schema
  if (isObject(items) && ['description', ...EXPLAINING].some((key) => Object.hasOwn(items, key))) return true
  return schema['type'] === 'boolean' || said.speaksOf(name)
}

/** What the description of a tool says of its parameters. */
interface Said {
  speaksOf(name: string): boolean
}

/** A word that is listed or quoted: `data`, "data", data: and data (text). */
const LISTED = /[`'"]([\w.-]+)[`'"]|([\w.-]+) ?[:(=]/g

/**
 * A description speaks of a parameter where it lists or quotes its name or says all words of it ("the key of an issue" of
 * `issueKey`); of a vague one only in the first way.
 */
function readDescription(description: string): Said {
  const listed = new Set([...description.matchAll(LISTED)].map(([, quoted, before]) => quoted ?? before))
  const stems = new Set(terms(description).map(({ stem }) => stem))
  return {
    speaksOf(name) {
      if (listed.has(name)) return true
      const wanted = isVague(name) ? [] : terms(name)
      return wanted.length > 0 && wanted.every(({ stem, word }) => stems.has(stem) || word === 'id')
    },
  }
}

const isText = ({ name, schema }: Parameter) => TEXTS.has(name.toLowerCase()) && schema['type'] === 'string'

const isVague = (name: string) => VAGUE.has(name.toLowerCase())

/** A name of plain words: `startDate`, `page_size`. */
function isPlain(name: string): boolean {
  const words = terms(name).map(({ word }) => word)
  return words.length > 0 && words.every((word) => PLAIN.has(word))
}
