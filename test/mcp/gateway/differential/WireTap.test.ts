import { expect, test } from 'vitest'
import { WireTap } from './WireTap.js'

function open() {
  const transport = { send: async (_message: never) => {}, onmessage: undefined as unknown }
  const tap = new WireTap(transport)
  const receive = (message: unknown) => (transport.onmessage as (message: unknown) => void)(message)
  const send = (message: unknown) => transport.send(message as never)
  return { tap, receive, send }
}

test('keeps the answer to a call, and not that to another request', async () => {
  const { tap, receive, send } = open()
  await send({ id: 1, method: 'tools/call' })
  await send({ id: 2, method: 'tools/list' })
  receive({ id: 2, result: { tools: [] } })
  receive({ id: 1, result: { content: [] } })
  expect(tap.take().result).toEqual({ content: [] })
  expect(tap.take()).toEqual({ progress: [], logs: [], inputRequests: [], cancelled: false })
})

test('keeps errors and notifications', async () => {
  const { tap, receive, send } = open()
  await send({ id: 1, method: 'tools/call' })
  receive({ method: 'notifications/progress', params: { progress: 1 } })
  receive({ method: 'notifications/message', params: { data: 'x' } })
  receive({ id: 1, error: { code: -1, message: 'no' } })
  expect(tap.take()).toMatchObject({
    progress: [{ progress: 1 }],
    logs: [{ data: 'x' }],
    error: { code: -1, message: 'no' },
  })
})

test('a question counts, whether it is a request of its own or stands in a result', async () => {
  const { tap, receive, send } = open()
  await send({ id: 1, method: 'tools/call' })
  receive({ id: 'a', method: 'sampling/createMessage', params: { maxTokens: 1 } })
  const inputRequests = { key: { method: 'roots/list' } }
  receive({ id: 1, result: { resultType: 'input_required', inputRequests, requestState: 's' } })
  const { inputRequests: asked, result } = tap.take()
  expect(result).toBeUndefined()
  expect(asked).toEqual([
    { method: 'roots/list', params: {} },
    { method: 'sampling/createMessage', params: { maxTokens: 1 } },
  ])
})
