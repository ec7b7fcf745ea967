import { expect, it } from 'vitest'
import { createCatalog } from '../../../src/tool/Catalog.js'
import { signatureLine } from '../../../src/tool/level/signatureLine.js'
import type { Json } from '../../../src/tool/Tool.js'

const lineOf = (inputSchema: object, description?: string) =>
  signatureLine(createCatalog([{ tools: [{ name: 'x', inputSchema, description }] }]).tools[0]!, {
    wireName: 'f',
  })
const typeOf = (schema: Json, rest: object = {}) =>
  lineOf({ properties: { p: schema }, required: ['p'], ...rest }).replace(/^f\(p: (.*)\)$/, '$1')

it('names required parameters first, then optional ones, then the purpose', () => {
  const properties = {
    state: { enum: ['open', 'closed'] },
    owner: { type: 'string' },
    labels: { type: 'array', items: { type: 'string' } },
  }
  expect(lineOf({ properties, required: ['owner'] }, 'Opens an issue, e.g. A bug. Needs a token.')).toBe(
    'f(owner: string, state?: "open"|"closed", labels?: string[]): Opens an issue, e.g. A bug.',
  )
  expect(lineOf({})).toBe('f()')
})

it.each<[Json, string]>([
  [true, 'any'],
  [false, 'never'],
  [{}, 'any'],
  [{ type: 'file' }, 'any'],
  [{ type: ['string', 'null'] }, 'string|null'],
  [{ const: 'a' }, '"a"'],
  [{ enum: ['a', 1, null] }, '"a"|1|null'],
  [
    { enum: Array.from({ length: 30 }, (_, at) => at) },
    '0|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|…',
  ],
  [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] } }, '(string|integer)[]'],
  [{ type: 'array' }, 'any[]'],
  [{ items: [{ type: 'string' }] }, 'any[]'],
  [{ oneOf: [{ type: 'string' }, { type: 'string' }, { type: 'null' }] }, 'string|null'],
  [{ anyOf: ['a', 'b', 'c', 'd', 'e'].map((value) => ({ const: value })) }, '"a"|"b"|"c"|"d"|…'],
  [{ allOf: [{ type: 'string' }, { minLength: 1 }] }, 'string'],
  [{ type: 'object' }, 'object'],
  [
    { properties: { b: { type: 'string' }, a: { type: 'number' } }, required: ['a'] },
    '{a: number, b?: string}',
  ],
  [
    { properties: { a: true, b: true, c: true, d: true, e: true } },
    '{a?: any, b?: any, c?: any, d?: any, …}',
  ],
  [
    { properties: { a: { properties: { b: { properties: { c: { properties: { d: true } } } } } } } },
    '{a?: {b?: {c?: object}}}',
  ],
])('writes %j as %s', (schema, text) => {
  expect(typeOf(schema)).toBe(text)
})

it('follows references, once round a cycle', () => {
  const $defs = {
    node: { properties: { value: { type: 'string' }, next: { $ref: '#/$defs/node' } } },
    'a/b': { type: 'integer' },
  }
  expect(typeOf({ $ref: '#/$defs/node' }, { $defs })).toBe('{value?: string, next?: …}')
  expect(typeOf({ $ref: '#/$defs/a~1b' }, { $defs })).toBe('integer')
  expect(typeOf({ $ref: '#/$defs/toString' }, { $defs })).toBe('any')
})

it('has all required parameters however many there are, and cuts the optional ones', () => {
  const names = Array.from({ length: 80 }, (_, at) => `parameter_${at}`)
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]))
  const line = lineOf({ properties, required: names })
  for (const name of names) expect(line).toContain(`${name}: string`)
  expect(lineOf({ properties })).toMatch(/^f\(parameter_0\?: string, .*, …\)$/)
  expect(lineOf({ properties }).length).toBeLessThan(320)
})

it('quotes odd names and shows what is invisible', () => {
  const properties = { 'a b': true, 'x\u202e\n': true }
  expect(lineOf({ properties, required: Object.keys(properties) })).toBe('f("a b": any, "x\\u202e\\n": any)')
})

it('cuts a long purpose at a word', () => {
  const line = lineOf({}, 'word '.repeat(60))
  expect(line).toMatch(/^f\(\): (word )+word…$/)
  expect(line.length).toBeLessThanOrEqual(125)
})
