import { describe, expect, it } from 'vitest'
import { createCatalog } from '../../../src/tool/Catalog.js'
import { LEVELS } from '../../../src/tool/Level.js'
import { NO_SHARED_PARTS } from '../../../src/tool/level/sharedParts.js'
import { toolAtLevel } from '../../../src/tool/level/toolAtLevel.js'
import type { Json } from '../../../src/tool/Tool.js'
import { wireDefinition } from '../../../src/tool/wireDefinition.js'

const context = { wireName: 'hub__open', shared: NO_SHARED_PARTS }
const COUNTRIES = Array.from({ length: 40 }, (_, at) => `country-${at}`)
/** A keyword that makes an object look like a promise to the linter. */
const THEN = 'then'
const GOES_ON = `Opens an issue. ${'It goes on to say what nobody needs. '.repeat(20)}`

const toolOf = (definition: object) => createCatalog([{ tools: [{ name: 'open', ...definition }] }]).tools[0]!
const at = (level: 'compact' | 'signature' | 'name', definition: object) =>
  toolAtLevel(toolOf(definition), level, context)
/** The compact schema of a tool that a title makes longer than its compact form in any case. */
const compactSchemaOf = (inputSchema: object) =>
  at('compact', { title: 'T', inputSchema }).definition.inputSchema
const compactProperty = (schema: Json) =>
  (compactSchemaOf({ type: 'object', properties: { p: schema } }) as { properties: { p: Json } }).properties.p

const OPEN = {
  title: 'Open an issue',
  description: GOES_ON,
  inputSchema: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: {
      owner: { type: 'string', title: 'Owner' },
      country: { enum: COUNTRIES, description: 'Where.' },
      size: { type: 'integer', maximum: 9007199254740991, minimum: 1 },
    },
    required: ['owner'],
    additionalProperties: false,
  },
  outputSchema: { type: 'object' },
  annotations: { title: 'Open', readOnlyHint: false, destructiveHint: false, audience: 'x' },
  execution: { taskSupport: 'forbidden' },
  _meta: { 'anthropic/alwaysLoad': true },
  icons: [],
}

describe('toolAtLevel', () => {
  it('is the wire definition at full', () => {
    const tool = toolOf(OPEN)
    const full = toolAtLevel(tool, 'full', context)
    expect(full).toEqual({
      level: 'full',
      definition: wireDefinition(tool, 'hub__open'),
      elided: [],
      callable: true,
    })
  })

  it('leaves at compact what a call needs, and lists the rest', () => {
    const { level, definition, elided, callable } = at('compact', OPEN)
    expect({ level, callable }).toEqual({ level: 'compact', callable: true })
    const { description, inputSchema, ...others } = definition
    expect(others).toEqual({
      name: 'hub__open',
      annotations: { destructiveHint: false },
      _meta: { 'anthropic/alwaysLoad': true },
    })
    expect(description).toBe(GOES_ON.slice(0, 'Opens an issue. '.length + 37 * 10).trim())
    expect(inputSchema).toEqual({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: {
        owner: { type: 'string' },
        country: {
          type: 'string',
          description:
            'Where. One of 40: "country-0", "country-1", "country-2", "country-3", "country-4", "country-5", "country-6", …',
        },
        size: { type: 'integer', minimum: 1 },
      },
      required: ['owner'],
    })
    expect(elided.map(({ path, what }) => `${what} ${path}`)).toEqual([
      'title /title',
      'description /description',
      'constraint /inputSchema/additionalProperties',
      'title /inputSchema/properties/owner/title',
      'enum /inputSchema/properties/country/enum',
      'constraint /inputSchema/properties/size/maximum',
      'outputSchema /outputSchema',
      'title /annotations/title',
      'metadata /annotations/audience',
      'metadata /icons',
    ])
    expect(elided.find(({ what }) => what === 'enum')?.detail).toBe('40 values')
  })

  it('is one line with the required parameters at signature', () => {
    const { level, definition, elided, callable } = at('signature', OPEN)
    expect({ level, callable }).toEqual({ level: 'signature', callable: true })
    expect(definition).toEqual({
      name: 'hub__open',
      description:
        '(owner: string, country?: "country-0"|"country-1"|"country-2"|"country-3"|"country-4"|…, size?: integer): Opens an issue.',
      inputSchema: { type: 'object', properties: { owner: { type: 'string' } }, required: ['owner'] },
    })
    expect(elided.map(({ path, what }) => `${what} ${path}`)).toEqual([
      'description /description',
      'schema /inputSchema',
      'metadata /annotations',
      'metadata /_meta',
      'title /title',
      'outputSchema /outputSchema',
      'metadata /icons',
    ])
  })

  it('is the name alone at name, and nothing that a model could call', () => {
    const { level, definition, callable, elided } = at('name', OPEN)
    expect({ level, definition, callable }).toEqual({
      level: 'name',
      definition: { name: 'hub__open', inputSchema: { type: 'object' } },
      callable: false,
    })
    expect(elided.map(({ path }) => path)).toEqual(['/description', '/inputSchema'])
  })

  it('gives the more detailed level where a shorter one would save nothing', () => {
    const bare = { inputSchema: { type: 'object' } }
    expect(LEVELS.map((level) => toolAtLevel(toolOf(bare), level, context).level)).toEqual([
      'full',
      'full',
      'full',
      'name',
    ])
  })

  it('keeps what says how a tool must be called', () => {
    const execution = { taskSupport: 'required' }
    const tool = { ...OPEN, execution }
    expect(at('compact', tool).definition['execution']).toEqual(execution)
    expect(at('signature', tool).definition['execution']).toEqual(execution)
  })
})

describe('a compact schema', () => {
  it('does not take a property for a keyword', () => {
    const properties = {
      title: { type: 'string' },
      examples: { type: 'array' },
      enum: { type: 'string' },
      $comment: true,
    }
    expect(compactSchemaOf({ properties })).toEqual({ properties })
    const own = JSON.parse('{"properties":{"__proto__":{"title":"x","type":"string"}}}')
    expect(JSON.stringify(compactSchemaOf(own))).toBe('{"properties":{"__proto__":{"type":"string"}}}')
  })

  it('leaves values alone, though they look like schemas', () => {
    const value = { title: 'x', description: 'y', examples: [] }
    expect(compactProperty({ const: value, default: value, title: 'T' })).toEqual({
      const: value,
      default: value,
    })
    expect(compactProperty({ enum: [value], title: 'T' })).toEqual({ enum: [value] })
  })

  it.each(['not', 'if', 'contains'])('takes titles but no constraint from below %s', (keyword) => {
    const strict = { enum: COUNTRIES, title: 'T', additionalProperties: false }
    const { title: _, ...kept } = strict
    expect(compactProperty({ [keyword]: strict })).toEqual({ [keyword]: kept })
    expect(compactProperty({ [keyword]: { properties: { a: strict } } })).toEqual({
      [keyword]: { properties: { a: kept } },
    })
  })

  it('takes constraints from below allOf, anyOf and then, but none from below oneOf', () => {
    const closed = { additionalProperties: false }
    const choice = { if: true, [THEN]: closed }
    expect(compactProperty({ allOf: [closed], anyOf: [closed], oneOf: [closed], ...choice })).toEqual({
      allOf: [{}],
      anyOf: [{}],
      oneOf: [closed],
      if: true,
      [THEN]: {},
    })
  })

  it('takes no constraint anywhere when what is counted refers to other schemas', () => {
    const schema = { properties: { a: { enum: COUNTRIES } }, not: { $ref: '#/properties/a' } }
    expect(compactSchemaOf(schema)).toEqual(schema)
    const free = { properties: { a: { enum: COUNTRIES } }, allOf: [{ $ref: '#/properties/a' }] }
    expect(compactSchemaOf(free)).not.toEqual(free)
  })

  it('keeps what a reference points into', () => {
    const schema = {
      properties: {
        a: { $ref: '#/$defs/x/examples/0' },
        b: { $ref: '#/properties/c/additional%50roperties' },
      },
      $defs: { x: { examples: [{ type: 'string' }], title: 'T' } },
    }
    expect(compactSchemaOf(schema)).toEqual({ ...schema, $defs: { x: { examples: [{ type: 'string' }] } } })
    const closed = { $ref: '#/properties/p/additional%50roperties', additionalProperties: false }
    expect(compactProperty(closed)).toEqual(closed)
  })

  it('keeps what makes a schema invalid in its dialect', () => {
    expect(compactProperty({ title: 3, examples: 'x', $comment: null })).toEqual({
      title: 3,
      examples: 'x',
      $comment: null,
    })
  })

  it('states a type for an enumeration only where all values have it', () => {
    expect(compactProperty({ enum: [...COUNTRIES, 3] })).not.toHaveProperty('type')
    expect(compactProperty({ enum: [...COUNTRIES, null], type: ['string', 'null'] })).toHaveProperty('type', [
      'string',
      'null',
    ])
    expect(compactProperty({ enum: Array.from({ length: 90 }, (_, i) => i) })).toHaveProperty(
      'type',
      'number',
    )
  })

  it('lets a pattern go beside a format or when it is long, and no other', () => {
    const short = { type: 'string', pattern: '^[A-Z]+$' }
    expect(compactProperty(short)).toEqual(short)
    expect(compactProperty({ ...short, format: 'email' })).toEqual({ type: 'string', format: 'email' })
    expect(compactProperty({ type: 'string', pattern: 'x'.repeat(61) })).toEqual({ type: 'string' })
  })

  it('keeps bounds that mean something, and those that a boolean of draft-04 needs', () => {
    const bounds = { minimum: -100, maximum: 2147483646 }
    expect(compactProperty(bounds)).toEqual(bounds)
    expect(compactProperty({ minimum: -2147483648, maximum: 2147483647 })).toEqual({})
    const old = { minimum: -2147483648, exclusiveMinimum: true, maximum: 2147483647, exclusiveMaximum: false }
    expect(compactProperty(old)).toEqual(old)
  })

  it('stays as it is in a dialect that is not known', () => {
    const schema = { $schema: 'https://example.com/mine', properties: { a: { title: 'T' } } }
    expect(compactSchemaOf(schema)).toEqual(schema)
    const part = { $id: 'x', ...schema, title: 'T' }
    expect(compactProperty(part)).toEqual(part)
  })
})
