import type { Json } from '../../tool/Tool.js'

type Schema = { readonly [key: string]: Json }

/** Schemas that one tool may be made of; beyond, what is left is `any`. References would else multiply without end. */
const MAX_SCHEMAS = 5_000
const INDENT = '    '

/** What is shared while one tool is written. */
interface Writing {
  root: Schema
  /** References that are being written: one within itself is `any`. */
  open: Set<string>
  left: number
}

/**
 * A JSON Schema as the TypeScript type that harmony writes: comments above fields, defaults behind them. Beyond the
 * published form, which writes `any` for them, this writes `anyOf`, lists of types and local references as what they
 * stand for, so that a count does not miss their text.
 */
export function schemaType(schema: Schema): string {
  return typeOf(schema, '', { root: schema, open: new Set(), left: MAX_SCHEMAS })
}

function typeOf(schema: Json | undefined, indent: string, writing: Writing): string {
  if (!isObject(schema) || writing.left-- <= 0) return 'any'
  const { $ref: reference, enum: items, oneOf, anyOf, type } = schema
  if (typeof reference === 'string') return referred(reference, indent, writing)
  const variants = Array.isArray(oneOf) ? oneOf : anyOf
  if (Array.isArray(variants) && variants.length > 0)
    return variants.map((one) => typeOf(one, `${indent}   `, writing)).join(' | ')
  if (Array.isArray(items) && items.length > 0) return items.map((item) => JSON.stringify(item)).join(' | ')
  if (Array.isArray(type))
    return type.map((one) => typeOf({ ...schema, type: one }, indent, writing)).join(' | ') || 'any'
  return plainType(schema, indent, writing)
}

function plainType(schema: Schema, indent: string, writing: Writing): string {
  const { type, items, properties } = schema
  if (type === 'object' || (type === undefined && isObject(properties)))
    return fields(schema, indent, writing)
  if (type === 'array')
    return items === undefined ? 'Array<any>' : `${grouped(typeOf(items, indent, writing))}[]`
  if (type === 'integer') return 'number'
  return type === 'string' || type === 'number' || type === 'boolean' || type === 'null' ? type : 'any'
}

/** A union in brackets where something follows it. */
function grouped(type: string): string {
  return type.includes(' | ') && !type.startsWith('{') ? `(${type})` : type
}

/** An object, one field a line. */
function fields({ properties, required }: Schema, indent: string, writing: Writing): string {
  const needed = new Set(Array.isArray(required) ? required : [])
  const lines = Object.entries(isObject(properties) ? properties : {}).flatMap(([name, field]) => {
    const { description, default: preset } = isObject(field) ? field : {}
    const type = typeOf(field, indent + INDENT, writing)
    const behind = preset === undefined ? '' : ` // default: ${shownDefault(preset, field)}`
    return [
      ...comments(description).map((line) => indent + line),
      `${indent}${name}${needed.has(name) ? '' : '?'}: ${type},${behind}`,
    ]
  })
  return ['{', ...lines, `${indent}}`].join('\n')
}

/** Members of an enumeration stand bare, other strings in quotes. */
function shownDefault(preset: Json, field: Json): string {
  return typeof preset === 'string' && isObject(field) && field['enum'] !== undefined
    ? preset
    : JSON.stringify(preset)
}

function referred(reference: string, indent: string, writing: Writing): string {
  const target = writing.open.has(reference) ? undefined : resolve(reference, writing.root)
  writing.open.add(reference)
  const type = typeOf(target, indent, writing)
  if (target !== undefined) writing.open.delete(reference)
  return type
}

/** What a local JSON pointer names (RFC 6901), or undefined. */
function resolve(reference: string, root: Schema): Json | undefined {
  if (!reference.startsWith('#/')) return undefined
  let at: Json | undefined = root
  for (const part of reference.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (!isObject(at) || !Object.hasOwn(at, key)) return undefined
    at = at[key]
  }
  return at
}

/** The lines of a text as TypeScript comments; none for anything but a text. */
export function comments(text: unknown): string[] {
  if (typeof text !== 'string' || text === '') return []
  return text.split(/\r?\n/).map((line) => `// ${line}`)
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
