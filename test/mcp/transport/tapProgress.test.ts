import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client'
import { describe, expect, it } from 'vitest'
import { type ProgressSink, tapProgress, withSink } from '../../../src/mcp/transport/tapProgress.js'

function open() {
  const sent: JSONRPCMessage[] = []
  const transport = {
    send: async (message: JSONRPCMessage) => void sent.push(message),
  } as unknown as Transport
  return { sent, transport, read: tapProgress(transport) }
}
const request = (id: number, params: Record<string, unknown>) => ({
  jsonrpc: '2.0' as const,
  id,
  method: 'tools/call',
  params,
})
const progress = (progressToken: unknown, more: object = { progress: 1 }) =>
  ({ jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken, ...more } }) as JSONRPCMessage

describe('tapProgress', () => {
  it('gives progress to the sink of its request as it came, until that is over', async () => {
    const { sent, transport, read } = open()
    const seen: unknown[] = []
    const sink: ProgressSink = { report: (one) => void seen.push(one) }
    await transport.send(request(7, { ...withSink({ name: 'x', _meta: { a: 1 } }, sink) }))
    await transport.send(request(8, { _meta: {} }))
    // Nothing of it goes over the wire.
    expect(JSON.parse(JSON.stringify(sent[0]))).toEqual(request(7, { name: 'x', _meta: { a: 1 } }))
    read(progress(7, { progress: 1, 'x-unknown': true }))
    read(progress(8))
    read(progress('7'))
    read(progress(7, { progress: 'half' }))
    read({ jsonrpc: '2.0', method: 'notifications/message', params: { progressToken: 7, progress: 1 } })
    expect(seen).toEqual([{ progress: 1, 'x-unknown': true }])
    sink.forget?.()
    read(progress(7))
    expect(seen).toHaveLength(1)
  })
})
