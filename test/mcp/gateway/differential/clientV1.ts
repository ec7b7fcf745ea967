import type { ClientCapabilities } from '@modelcontextprotocol/client'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'
import type { ServerEntry } from '../../../../src/mcp/config/ServerEntry.js'
import { answerForm, answerRoots, answerSampling, CAPABILITIES, CLIENT_INFO } from './answerInput.js'
import type { Handlers } from './Observed.js'
import type { Wiring } from './routedClient.js'
import { WireTap } from './WireTap.js'

/** A client of SDK v1, which speaks 2025 alone, connected to what an entry names. */
export async function connectV1(
  entry: ServerEntry,
  capabilities: ClientCapabilities = CAPABILITIES,
): Promise<Wiring> {
  const answers: { now: Handlers } = { now: {} }
  const client = new Client(CLIENT_INFO, { capabilities: capabilities as typeof CAPABILITIES })
  if (capabilities.elicitation !== undefined)
    client.setRequestHandler(ElicitRequestSchema, ({ params }) =>
      answerForm(params as Record<string, unknown>, answers.now),
    )
  if (capabilities.sampling !== undefined)
    client.setRequestHandler(CreateMessageRequestSchema, answerSampling)
  if (capabilities.roots !== undefined) client.setRequestHandler(ListRootsRequestSchema, answerRoots)
  const transport = transportV1(entry)
  const tap = new WireTap(transport)
  await client.connect(transport as never)
  await client.setLoggingLevel('debug')
  return {
    era: 'legacy',
    tap,
    answers,
    send: (call, options) => client.callTool(call, undefined, options),
    close: () => client.close(),
  }
}

function transportV1(entry: ServerEntry) {
  if (entry.transport === 'http') return new StreamableHTTPClientTransport(new URL(entry.url))
  if (entry.transport !== 'stdio') throw new Error(`There is no client for ${entry.transport}.`)
  return new StdioClientTransport({ command: entry.command, args: [...(entry.args ?? [])] })
}
