import type { FixtureEras } from '../../../fixtures/conformance/listenFixture.js'
import { openGateway } from '../openGateway.js'
import { connectV1 } from './clientV1.js'
import { connectV2 } from './clientV2.js'
import { endedBy } from './directRoutes.js'
import { openFixture } from './fixtureEntry.js'
import { ERAS, type Era, type Transported } from './Observed.js'
import type { Route } from './Route.js'
import { type Call, routedClient } from './routedClient.js'

const KEY = 'fixture'

/** A client whose every call goes through `call_tool` of a gateway, in front of a fixture that speaks these eras. */
function gatewayRoute(
  name: string,
  eras: readonly Era[],
  how: { sdk: 'v1' | 'v2'; upstream: FixtureEras },
): Route {
  return {
    name,
    eras,
    client: async (era, transport) => {
      const { entry, end } = await openBehind(how.upstream, transport)
      const wiring = how.sdk === 'v1' ? await connectV1(entry) : await connectV2(entry, era)
      return routedClient({ ...endedBy(wiring, end), wrap: throughCallTool })
    },
  }
}

/** A gateway and the fixture behind it, both over the same transport. */
async function openBehind(upstream: FixtureEras, transport: Transported) {
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

/** Both eras of the client on both eras of the server, and the older SDK on each. */
export const GATEWAY_ROUTES: readonly Route[] = [
  gatewayRoute('through the gateway to a server of 2026', ERAS, { sdk: 'v2', upstream: 'modern' }),
  gatewayRoute('through the gateway to a server of 2025', ERAS, { sdk: 'v2', upstream: 'legacy' }),
  gatewayRoute('SDK v1 through the gateway to a server of 2026', ['legacy'], {
    sdk: 'v1',
    upstream: 'modern',
  }),
  gatewayRoute('SDK v1 through the gateway to a server of 2025', ['legacy'], {
    sdk: 'v1',
    upstream: 'legacy',
  }),
]
