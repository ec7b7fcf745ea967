import { createMcpHandler, Server } from '@modelcontextprotocol/server'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { modernResult } from '../../../../src/mcp/gateway/http/holdModern.js'

const INFO = { name: 'gateway', version: '1.2.3' }
const ENVELOPE = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'c', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
}

/** What a server of the SDK makes of a result. */
async function bySdk(result: Record<string, unknown>): Promise<unknown> {
  const handler = createMcpHandler(() => {
    const server = new Server(INFO, { capabilities: { tools: {} } })
    server.fallbackRequestHandler = async () => result
    return server
  })
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': 'x',
  }
  const params = { name: 'x', _meta: ENVELOPE }
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })
  const response = await handler.fetch(new Request('http://x.invalid/mcp', { method: 'POST', headers, body }))
  const answer = (await response.json()) as { result: unknown }
  await handler.close()
  return answer.result
}

const json = fc.jsonValue({ maxDepth: 2 })
const meta = fc.dictionary(fc.constantFrom('own', 'io.modelcontextprotocol/serverInfo'), json)
const results = fc
  .record(
    {
      content: fc.constant([{ type: 'text', text: 'hi' }]),
      structuredContent: json,
      isError: fc.boolean(),
      resultType: fc.constantFrom('complete', 'complete', 'input_required'),
      _meta: meta,
      tools: fc.constant([{ name: 't', execution: {} }]),
      ttlMs: fc.constantFrom(1, 'x'),
    },
    { requiredKeys: [] },
  )
  // As it comes over the wire.
  .map((result) => JSON.parse(JSON.stringify(result)) as Record<string, unknown>)

it('is what the SDK would send, or left to it', async () => {
  let written = 0
  await fc.assert(
    fc.asyncProperty(results, async (result) => {
      const own = modernResult(result, INFO)
      if (own === undefined) return
      written += 1
      expect(own).toEqual(await bySdk(result))
    }),
    { numRuns: 200, seed: 3 },
  )
  expect(written).toBeGreaterThan(40)
  for (const odd of [{ resultType: 'input_required' }, { capabilities: {} }])
    expect(modernResult(odd, INFO)).toBeUndefined()
  // The SDK would never answer at all.
  expect(modernResult({ _meta: [] }, INFO)).toEqual({ _meta: [], resultType: 'complete' })
})
