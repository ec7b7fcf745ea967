import { listenFixture } from '../fixtures/conformance/listenFixture.js'

/** A server that the suite is run against. */
export interface ServerTarget {
  name: string
  /** Starts it; `url` is where it listens. */
  open(): Promise<{ url: string; end(): Promise<void> }>
}

/** The fixture alone: what it cannot do, nothing in front of it can. */
export const FIXTURE_TARGET: ServerTarget = { name: 'the fixture', open: () => listenFixture() }
