import { Client, type JSONRPCMessage, type Tool, type Transport } from '@modelcontextprotocol/client'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { scanHeaders } from '../../../src/mcp/upstream/headerScan.js'
import { parameterHeaders } from '../../../src/mcp/upstream/parameterHeaders.js'

/** Answers every list with these tools and every call with nothing; keeps the headers of the last call. */
class Canned implements Transport {
  onmessage?: Transport['onmessage']
  tools: unknown[] = []
  headers: Record<string, string> = {}
  async start() {}
  async close() {}
  async send(message: JSONRPCMessage, options?: { headers?: Record<string, string> }) {
    if (!('id' in message) || !('method' in message)) return
    this.headers = { ...options?.headers }
    const result = {
      resultType: 'complete',
      tools: this.tools,
      content: [],
      ttlMs: 0,
      cacheScope: 'private' as const,
    }
    this.onmessage?.({ jsonrpc: '2.0', id: message.id, result } as JSONRPCMessage)
  }
}

/** The SDK's own client in the protocol of 2026: the plain twin of what is tested. */
async function twin() {
  const transport = new Canned()
  const client = new Client({ name: 'twin', version: '1' })
  const discover = {
    resultType: 'complete' as const,
    supportedVersions: ['2026-07-28'],
    capabilities: { tools: {} },
    ttlMs: 0,
    cacheScope: 'private' as const,
  }
  await client.connect(transport as never, { prior: { kind: 'modern', discover } as never })
  return { client, transport }
}

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())

const name = fc.constantFrom('Region', 'region', 'Zone', 'bad name', '', 'X!', 7)
const type = fc.constantFrom('string', 'integer', 'boolean', 'number', 'object', 'array', undefined)
const key = fc.constantFrom('a', 'b', 'c', 'properties', 'constructor')
const flat = fc.record({ type, 'x-mcp-header': name }, { requiredKeys: [] })
const { schema } = fc.letrec((tie) => ({
  schema: fc.oneof({ maxDepth: 3, depthIdentifier: 'schema' }, flat, tie('deep')),
  deep: fc.record(
    {
      type,
      'x-mcp-header': name,
      properties: fc.dictionary(key, tie('schema'), { maxKeys: 2 }),
      items: tie('schema'),
      anyOf: fc.array(tie('schema'), { maxLength: 2 }),
      $defs: fc.dictionary(key, tie('schema'), { maxKeys: 1 }),
      patternProperties: fc.dictionary(key, tie('schema'), { maxKeys: 1 }),
      additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      enum: fc.constant(['x-mcp-header']),
    },
    { requiredKeys: [] },
  ),
})) as { schema: fc.Arbitrary<Record<string, unknown>> }

/** Mostly schemas that are valid, so that headers are seen too. */
const leaf = fc.record({
  type: fc.constantFrom('string', 'integer', 'boolean'),
  'x-mcp-header': fc.constantFrom('A', 'B', 'C', 'D'),
})
const tidy = fc.record({
  type: fc.constant('object'),
  properties: fc.dictionary(
    key,
    fc.oneof(leaf, fc.record({ properties: fc.dictionary(key, leaf, { maxKeys: 1 }) })),
    { maxKeys: 3 },
  ),
})
const value = fc.oneof(
  fc.string(),
  fc.constantFrom(' x', 'x ', 'é', '', '=?base64?eA==?=', 'tab\there', 'line\nbreak', '=?base64?'),
  fc.integer(),
  fc.double(),
  fc.constantFrom(2 ** 53, Number.MAX_SAFE_INTEGER, -0),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer()),
)
const callArguments = fc.dictionary(key, fc.oneof(value, fc.dictionary(key, value, { maxKeys: 2 })))

describe('headers that are made of arguments', () => {
  it('a tool is left out exactly where the SDK leaves it out', async () => {
    const { client, transport } = await twin()
    await fc.assert(
      fc.asyncProperty(fc.oneof(schema, tidy), async (found) => {
        const inputSchema = { ...found, type: 'object' }
        transport.tools = [{ name: 'tool', inputSchema }]
        const { tools } = await client.listTools(undefined, { cacheMode: 'bypass' })
        expect(scanHeaders(inputSchema).fault === undefined).toBe(tools.length === 1)
      }),
      { numRuns: 500 },
    )
  })

  it('a call has exactly the headers that the SDK gives it', async () => {
    const { client, transport } = await twin()
    await fc.assert(
      fc.asyncProperty(tidy, callArguments, async (found, given) => {
        const toolDefinition = { name: 'tool', inputSchema: found } as unknown as Tool
        await client.callTool({ name: 'tool', arguments: given }, { toolDefinition })
        const scan = scanHeaders(found)
        expect(scan.fault === undefined ? parameterHeaders(scan.parameters, given) : {}).toEqual(
          Object.fromEntries(
            Object.entries(transport.headers).filter(([header]) => header.startsWith('Mcp-Param-')),
          ),
        )
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    [
      { properties: { a: { type: 'string', 'x-mcp-header': 'no good' } } },
      /^a: x-mcp-header is no name of a header$/,
    ],
    [
      { properties: { a: { type: 'object', 'x-mcp-header': 'A' } } },
      /^a: .* a string, an integer or a boolean$/,
    ],
    [
      {
        properties: {
          a: { type: 'string', 'x-mcp-header': 'A' },
          b: { type: 'string', 'x-mcp-header': 'a' },
        },
      },
      /^b: x-mcp-header "a" was declared before$/,
    ],
    [
      { properties: { a: { anyOf: [{ type: 'string', 'x-mcp-header': 'A' }] } } },
      /^a.anyOf: x-mcp-header may only stand in a property$/,
    ],
    [{ 'x-mcp-header': 'A' }, /^its root: /],
  ])('says what is wrong: %j', (inputSchema, fault) => {
    expect(scanHeaders(inputSchema).fault).toMatch(fault)
  })

  it('reads anything', () => {
    for (const odd of [undefined, null, 5, 'x', [], { properties: 5 }, { properties: { a: null } }]) {
      expect(scanHeaders(odd)).toEqual({ parameters: [] })
    }
    expect(parameterHeaders([{ path: ['a', 'b'], name: 'X' }], { a: 5 })).toEqual({})
    expect(parameterHeaders([{ path: ['constructor'], name: 'X' }], {})).toEqual({})
  })
})
