import { expect, it } from 'vitest'
import { answerInHttpError } from '../../../src/mcp/upstream/answerInHttpError.js'

const http = (text: unknown) => Object.assign(new Error('HTTP 404'), { data: { status: 404, text } })

it('finds the error of the protocol in the text of an error of HTTP', () => {
  const text =
    '{"jsonrpc": "2.0", "id": 1, "error": {"code": -32601, "message": "no such method", "data": 5}}'
  expect(answerInHttpError(http(text))).toEqual({ code: -32601, message: 'no such method', data: 5 })
})

it.each([
  '{"error": {"code": -32001, "message": "Session not found"}}',
  undefined,
  5,
  '',
  '<p>',
  'null',
  '[]',
  '{"error": {"code": "x", "message": "y"}}',
  '{"error": {"code": 5}}',
])('finds none in %j', (text) => expect(answerInHttpError(http(text))).toBeUndefined())

it.each([undefined, null, 'x', new Error('x'), Object.assign(new Error('x'), { data: null })])(
  'finds none in another error: %s',
  (error) => expect(answerInHttpError(error)).toBeUndefined(),
)
