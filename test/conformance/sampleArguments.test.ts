import { expect, test } from 'vitest'
import { sampleArguments } from './sampleArguments.js'

test('fills in every property that says what it takes', () => {
  const properties = {
    text: { type: 'string' },
    count: { type: 'integer' },
    on: { type: 'boolean' },
    kind: { enum: ['first', 'second'] },
    chosen: { type: 'string', oneOf: [{ const: 'this', title: 'This one' }] },
    known: { type: 'string', default: 'as said' },
    open: { $ref: 'https://example.com/schema' },
  }
  expect(sampleArguments({ type: 'object', properties })).toEqual({
    text: 'value',
    count: 3,
    on: true,
    kind: 'first',
    chosen: 'this',
    known: 'as said',
  })
})

test('a schema without properties takes none', () => {
  expect(sampleArguments({ type: 'object' })).toEqual({})
})
