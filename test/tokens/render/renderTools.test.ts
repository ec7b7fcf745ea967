import { expect, test } from 'vitest'
import { billingFor } from '../../../src/tokens/render/billingFor.js'
import { PROVIDERS } from '../../../src/tokens/render/Provider.js'
import { publishedEstimate } from '../../../src/tokens/render/publishedEstimate.js'
import { renderTools } from '../../../src/tokens/render/renderTools.js'
import { schemaType } from '../../../src/tokens/render/schemaType.js'
import type { TokenCounter } from '../../../src/tokens/TokenCounter.js'
import { PING, WEATHER } from './tools.js'

test('functions in the form of harmony', () => {
  expect(renderTools('openai', [WEATHER, PING])).toBe(`# Tools

## functions

namespace functions {

// Tells the weather.
type get_weather = (_: {
// Town or post code.
place: string,
unit?: "celsius" | "fahrenheit", // default: celsius
days?: number, // default: 3
}) => any;

// Answers.
type ping = () => any;

} // namespace functions`)
})

test('what each API takes of a definition', () => {
  const [name, schema] = [{ name: 'ping', description: 'Answers.' }, { type: 'object' }]
  const tool = { ...PING, title: 'Ping', annotations: {}, outputSchema: schema }
  expect(JSON.parse(renderTools('anthropic', [tool]))).toEqual([{ ...name, input_schema: schema }])
  expect(JSON.parse(renderTools('gemini', [tool]))).toEqual([{ ...name, parametersJsonSchema: schema }])
  expect(JSON.parse(renderTools('mcp', [tool]))).toEqual([tool])
  expect(renderTools('prompt', [tool])).toContain(`[${JSON.stringify({ ...name, parameters: schema })}]`)
  // A tool of a file may lack schema and description.
  expect(JSON.parse(renderTools('anthropic', [{ name: 'x' }]))).toEqual([{ name: 'x', input_schema: schema }])
})

test('no tools are no text', () => {
  for (const provider of PROVIDERS) expect(renderTools(provider, [])).toBe('')
})

test('types of nested, joined and referred schemas', () => {
  const type = (schema: object) => schemaType(schema as never)
  expect(type({ type: 'array', items: { enum: ['a', 2] } })).toBe('("a" | 2)[]')
  expect(type({ type: ['string', 'null'] })).toBe('string | null')
  expect(type({ anyOf: [{ type: 'boolean' }, { type: 'array' }] })).toBe('boolean | Array<any>')
  expect(type({ oneOf: [{ type: 'number' }, {}] })).toBe('number | any')
  expect(type({ properties: { a: { properties: { b: { type: 'null' } } } } })).toBe(
    '{\na?: {\n    b?: null,\n    },\n}',
  )
  expect(type({ $ref: '#/$defs/a~1b', $defs: { 'a/b': { type: 'integer' } } })).toBe('number')
  expect(type({ $ref: 'https://example.com/schema' })).toBe('any')
})

test('references that hold themselves or multiply end', () => {
  const node = { type: 'object', properties: { next: { $ref: '#/$defs/node' } } }
  expect(schemaType({ $ref: '#/$defs/node', $defs: { node } })).toBe('{\nnext?: any,\n}')
  // 2^40 fields when written out.
  const defs = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => {
      const next = { $ref: `#/$defs/d${at + 1}` }
      return [`d${at}`, { type: 'object', properties: { a: next, b: next } }]
    }),
  )
  expect(schemaType({ $ref: '#/$defs/d0', $defs: defs }).length).toBeLessThan(2_000_000)
})

test('the published formula, counted by hand', () => {
  const letters: TokenCounter = { name: 'letters', exact: true, count: (text) => text.length }
  const { formula } = billingFor({ model: 'gpt-4o' })
  // ping:Answers 12; the full stop does not count.
  expect(publishedEstimate(PING, formula!, letters)).toBe(7 + 12)
  const place = 3 + 'place:string:Town or post code'.length
  const unit = 3 + 'unit:string:'.length - 3 + 3 + 'celsius'.length + 3 + 'fahrenheit'.length
  const days = 3 + 'days:integer:'.length
  expect(publishedEstimate(WEATHER, formula!, letters)).toBe(
    7 + 'get_weather:Tells the weather'.length + 3 + place + unit + days,
  )
  expect(billingFor({ model: 'gpt-4-turbo' }).formula).toMatchObject({ perFunction: 10 })
})
