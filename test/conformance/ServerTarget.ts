import { listenFixture } from '../fixtures/conformance/listenFixture.js'
import { openFixture } from '../mcp/gateway/differential/fixtureEntry.js'
import { openGateway } from '../mcp/gateway/openGateway.js'

/** A server that the suite is run against. */
export interface ServerTarget {
  name: string
  /** Starts it for a set; `url` is where it listens. */
  open(revision: string): Promise<{ url: string; end(): Promise<void> }>
}

/** The fixture alone: what it cannot do, nothing in front of it can. */
export const FIXTURE_TARGET: ServerTarget = { name: 'the fixture', open: () => listenFixture() }

/**
 * The gateway with a pass-through profile in front of the fixture, which it reaches in either way: over HTTP the fixture
 * speaks both protocols, over stdio that of the set alone.
 */
export const PASS_THROUGH_TARGETS: readonly ServerTarget[] = (['http', 'stdio'] as const).map(
  (transport) => ({
    name: `the gateway, passing through to the fixture over ${transport}`,
    open: async (revision) => {
      const own = revision < '2026' ? 'legacy' : 'modern'
      const fixture = await openFixture(transport, transport === 'http' ? 'both' : own)
      const gateway = await openGateway({
        servers: { fixture: fixture.entry },
        section: { profiles: { plain: { passThrough: 'fixture' } } },
        profile: 'plain',
        transport: 'http',
      })
      const end = async () => {
        await gateway.end()
        await fixture.end()
      }
      return { url: (gateway.entry as { url: string }).url, end }
    },
  }),
)
