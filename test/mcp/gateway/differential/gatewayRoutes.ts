import { openGateway } from '../openGateway.js'
import { connectV1 } from './clientV1.js'
import { connectV2 } from './clientV2.js'
import type { Comparable } from './comparable.js'
import { endedBy } from './directRoutes.js'
import { openFixture } from './fixtureEntry.js'
import { ERAS, type Era, type Transported } from './Observed.js'
import type { Route } from './Route.js'
import { type Call, routedClient } from './routedClient.js'

const KEY = 'fixture'

interface GatewayRoute {
  sdk: 'v1' | 'v2'
  /** What the fixture behind the gateway speaks. */
  upstream: Era
}

/** A client whose every call goes through `call_tool` of a gateway. */
function gatewayRoute(name: string, { sdk, upstream }: GatewayRoute): Route {
  return {
    name,
    eras: sdk === 'v1' ? ['legacy'] : ERAS,
    client: async (era, transport, capabilities) => {
      const { entry, end } = await openBehind(upstream, transport)
      const wiring =
        sdk === 'v1' ? await connectV1(entry, capabilities) : await connectV2(entry, era, capabilities)
      return routedClient({ ...endedBy(wiring, end), wrap: throughCallTool })
    },
    converts: (seen, era) => (era === 'modern' && upstream === 'legacy' ? wrapped(seen) : seen),
  }
}

/**
 * A server of 2025 has no place for structured content that is no object: the SDK wraps it before it leaves, and nobody
 * behind can know that it did.
 */
function wrapped(seen: Comparable): Comparable {
  const result = seen.result && (JSON.parse(seen.result) as Record<string, unknown>)
  if (!result || !Array.isArray(result['structuredContent'])) return seen
  const structuredContent = { result: result['structuredContent'] }
  return { ...seen, result: JSON.stringify({ ...result, structuredContent }) }
}

/** A gateway and the fixture behind it, both over the same transport. */
async function openBehind(upstream: Era, transport: Transported) {
  const fixture = await openFixture(transport, upstream)
  const gateway = await openGateway({ servers: { [KEY]: fixture.entry }, transport })
  const end = async () => {
    await gateway.end()
    await fixture.end()
  }
  return { entry: gateway.entry, end }
}

function throughCallTool({ name, arguments: args, ...rest }: Call): Call {
  return { ...rest, name: 'call_tool', arguments: { name: `${KEY}__${name}`, arguments: args } }
}

/** Both eras of the client on both eras of the server, and the older SDK where the eras differ. */
export const GATEWAY_ROUTES: readonly Route[] = [
  gatewayRoute('gateway to a 2026 server', { sdk: 'v2', upstream: 'modern' }),
  gatewayRoute('gateway to a 2025 server', { sdk: 'v2', upstream: 'legacy' }),
  gatewayRoute('SDK v1, gateway to a 2026 server', { sdk: 'v1', upstream: 'modern' }),
]
