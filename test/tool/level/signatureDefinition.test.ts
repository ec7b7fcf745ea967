import { describe, expect, it } from 'vitest'
import { createCatalog } from '../../../src/tool/Catalog.js'
import { NO_SHARED_PARTS } from '../../../src/tool/level/sharedParts.js'
import { toolAtLevel } from '../../../src/tool/level/toolAtLevel.js'

/** A keyword that makes an object look like a promise to the linter. */
const THEN = 'then'
const GOES_ON = `Opens an issue. ${'It goes on to say what nobody needs. '.repeat(20)}`

const at = (level: 'signature', definition: object) =>
  toolAtLevel(createCatalog([{ tools: [{ name: 'open', ...definition }] }]).tools[0]!, level, {
    wireName: 'hub__open',
    shared: NO_SHARED_PARTS,
  })

describe('a signature', () => {
  const schemaOf = (inputSchema: object) => {
    const { level, definition } = at('signature', { description: GOES_ON, inputSchema })
    return { level, schema: definition.inputSchema }
  }

  it.each([
    { anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    { dependentRequired: { a: ['b'] } },
    { $ref: 'https://example.com/schema' },
    { $ref: '#/$defs/none' },
    { allOf: [{ if: { required: ['a'] }, [THEN]: { required: ['b'] } }] },
    {
      properties: { a: { $ref: '#/$defs/node' } },
      required: ['a'],
      $defs: { node: { properties: { next: { $ref: '#/$defs/node' } }, required: ['next'] } },
    },
    {
      properties: {
        a: {
          properties: {
            b: {
              properties: { c: { properties: { d: { required: ['e'] } }, required: ['d'] } },
              required: ['c'],
            },
          },
          required: ['b'],
        },
      },
      required: ['a'],
    },
    { $defs: { x: { properties: { h: { 'x-mcp-header': 'H' } } } }, allOf: [{ $ref: '#/$defs/x' }] },
    { properties: { h: { 'x-mcp-header': 'H', allOf: [{ $ref: '#/$defs/x' }] } }, $defs: { x: {} } },
  ])('is compact where it might lose what a call needs: %j', (schema) => {
    expect(schemaOf({ type: 'object', ...schema }).level).toBe('compact')
  })

  it('finds required parameters by reference and in allOf', () => {
    const member = { properties: { a: { type: 'string' } }, required: ['a'] }
    const expected = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }
    expect(schemaOf({ $ref: '#/$defs/x', $defs: { x: member } })).toEqual({
      level: 'signature',
      schema: expected,
    })
    expect(schemaOf({ allOf: [member, true] })).toEqual({ level: 'signature', schema: expected })
  })

  it('keeps a header property whole, with its dialect', () => {
    const region = { type: 'string', 'x-mcp-header': 'Region' }
    const $schema = 'https://json-schema.org/draft/2020-12/schema'
    expect(
      schemaOf({ $schema, properties: { region: { ...region, title: 'T' }, other: { type: 'string' } } })
        .schema,
    ).toEqual({
      type: 'object',
      properties: { region },
      $schema,
    })
  })

  it('leaves the type open beside a reference, and of a parameter that has no schema', () => {
    const properties = { a: { $ref: '#/$defs/x', type: 'string' } }
    expect(schemaOf({ properties, required: ['a', 'b'], $defs: { x: { minLength: 1 } } }).schema).toEqual({
      type: 'object',
      properties: { a: {}, b: {} },
      required: ['a', 'b'],
    })
  })
})
