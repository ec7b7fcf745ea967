import type { Client } from '@modelcontextprotocol/client'
import { afterEach } from 'vitest'
import { createRelay, type RelayOptions } from '../../../src/mcp/relay/createRelay.js'
import type { ManagedUpstreamOptions } from '../../../src/mcp/upstream/ManagedUpstreamOptions.js'
import { until } from '../upstream/manage.js'
import { type Route, relayServer } from './relayServers.js'
import { answerOf, type ClientOptions, connectClient, type Gate, type TestClient } from './testGateway.js'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A gateway in front of a new server, with the context `ana`; both end after the test. */
export async function openGate(
  route: Route,
  { relay = {}, upstream = {} }: { relay?: RelayOptions; upstream?: Partial<ManagedUpstreamOptions> } = {},
): Promise<Gate> {
  const server = await relayServer(route, upstream)
  ends.push(server.end)
  return { relay: createRelay(relay), upstream: server.upstream, context: 'ana' }
}

/** A client of a gateway; it ends after the test. */
export async function openClient(gate: Gate, options: ClientOptions): Promise<TestClient> {
  const client = await connectClient(gate, options)
  ends.push(client.close)
  return client
}

/** Resolves when the server has a call of `wait`. */
export async function untilWaiting({ upstream }: Gate): Promise<void> {
  // Asked for no caller, so that nobody else has a request under way.
  const counts = async () => answerOf(await upstream.callTool({ name: 'count' })) as { waits: number }
  await until(async () => (await counts()).waits > 0)
}

/** Answers every elicitation with what `answer` gives for its message, and keeps the messages. */
export function elicited(answer: (message: string) => unknown = (message) => `re: ${message}`) {
  const messages: string[] = []
  const prepare = (client: Client) =>
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      messages.push(params.message)
      return { action: 'accept', content: { answer: String(await answer(params.message)) } }
    })
  return { messages, prepare }
}

export const ROUTES: Route[] = ['legacy stdio', 'legacy http', 'modern stdio', 'modern http']
/** Every client before every server. */
export const PAIRS = (['legacy', 'modern'] as const).flatMap((era) =>
  ROUTES.map((route) => [era, route] as const),
)
