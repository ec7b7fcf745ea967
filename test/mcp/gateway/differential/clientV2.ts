import { Client, type ClientCapabilities, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import type { ServerEntry } from '../../../../src/mcp/config/ServerEntry.js'
import { answerForm, answerRoots, answerSampling, CAPABILITIES, CLIENT_INFO } from './answerInput.js'
import type { Era, Handlers } from './Observed.js'
import type { Wiring } from './routedClient.js'
import { WireTap } from './WireTap.js'

/** A client of SDK v2 that speaks one era, connected to what an entry names. */
export async function connectV2(
  entry: ServerEntry,
  era: Era,
  capabilities: ClientCapabilities = CAPABILITIES,
): Promise<Wiring & { client: Client }> {
  const answers: { now: Handlers } = { now: {} }
  const client = new Client(CLIENT_INFO, {
    capabilities,
    versionNegotiation: { mode: era === 'legacy' ? 'legacy' : { pin: '2026-07-28' } },
  })
  if (capabilities.elicitation !== undefined)
    client.setRequestHandler('elicitation/create', ({ params }) =>
      answerForm(params as Record<string, unknown>, answers.now),
    )
  if (capabilities.sampling !== undefined) client.setRequestHandler('sampling/createMessage', answerSampling)
  if (capabilities.roots !== undefined) client.setRequestHandler('roots/list', answerRoots)
  const transport = transportV2(entry)
  const tap = new WireTap(transport)
  await client.connect(transport)
  if (era === 'legacy') await client.setLoggingLevel('debug')
  // The headers of a call are made from the list.
  await client.listTools()
  return {
    client,
    era,
    tap,
    answers,
    send: (call, options) => client.callTool(call, options),
    close: () => client.close(),
  }
}

function transportV2(entry: ServerEntry) {
  if (entry.transport === 'http') return new StreamableHTTPClientTransport(new URL(entry.url))
  if (entry.transport !== 'stdio') throw new Error(`There is no client for ${entry.transport}.`)
  return new StdioClientTransport({ command: entry.command, args: [...(entry.args ?? [])] })
}
