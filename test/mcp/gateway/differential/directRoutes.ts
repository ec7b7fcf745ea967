import { connectV1 } from './clientV1.js'
import { connectV2 } from './clientV2.js'
import { openFixture } from './fixtureEntry.js'
import { ERAS } from './Observed.js'
import type { Route } from './Route.js'
import { routedClient, type Wiring } from './routedClient.js'

/** A client of SDK v2, connected to the fixture: what every other route is compared with. */
export const DIRECT: Route = {
  name: 'direct, SDK v2',
  eras: ERAS,
  client: async (era, transport, capabilities) => {
    const { entry, end } = await openFixture(transport)
    return routedClient(endedBy(await connectV2(entry, era, capabilities), end))
  },
}

/** A client of SDK v1, connected to the fixture. */
export const DIRECT_V1: Route = {
  name: 'direct, SDK v1',
  eras: ['legacy'],
  client: async (_, transport, capabilities) => {
    const { entry, end } = await openFixture(transport)
    return routedClient(endedBy(await connectV1(entry, capabilities), end))
  },
}

/** A client whose closing ends more than itself. */
export function endedBy<W extends Wiring>(wiring: W, end: () => Promise<void>): W {
  const close = async () => {
    await wiring.close()
    await end()
  }
  return { ...wiring, close }
}
