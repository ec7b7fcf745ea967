import { expect, test } from 'vitest'
import { comparable } from './comparable.js'

const NOTHING = { progress: [], logs: [], inputRequests: [], cancelled: false }

test('leaves out who the server is and the type of the result, and nothing else', () => {
  const { result } = comparable({
    ...NOTHING,
    result: {
      resultType: 'complete',
      content: [],
      _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'x' }, 'vendor.example/a': 1 },
      'vendor.example/b': 2,
    },
  })
  expect(result).toBe('{"content":[],"vendor.example/b":2,"_meta":{"vendor.example/a":1}}')
})

test('the order of keys counts', () => {
  const one = comparable({ ...NOTHING, result: { a: 1, b: 2 } })
  expect(one).not.toEqual(comparable({ ...NOTHING, result: { b: 2, a: 1 } }))
})

test('leaves out ids and tokens, and knows that a question without a mode is a form', () => {
  const form = { message: 'Who?', requestedSchema: { type: 'object' } }
  const seen = comparable({
    ...NOTHING,
    progress: [{ progressToken: 7, progress: 1 }],
    inputRequests: [
      { method: 'elicitation/create', params: { ...form, _meta: { progressToken: 1 } } },
      { method: 'elicitation/create', params: { mode: 'url', url: 'u', elicitationId: 'i' } },
    ],
  })
  expect(seen.progress).toEqual([{ progress: 1 }])
  expect(seen.inputRequests.map(({ params }) => params)).toEqual([
    { ...form, mode: 'form' },
    { mode: 'url', url: 'u' },
  ])
})
