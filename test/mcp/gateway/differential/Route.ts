import type { ClientCapabilities } from '@modelcontextprotocol/client'
import type { Comparable } from './comparable.js'
import type { Era, Handlers, Observed, Transported } from './Observed.js'

/** A client that is connected to the fixture, directly or through something. */
export interface RoutedClient {
  /** Calls a tool of the fixture by its own name. Never rejects: an error is something to observe. */
  call(name: string, args: Record<string, unknown>, handlers?: Handlers): Promise<Observed>
  close(): Promise<void>
}

/** A way from a client to the fixture. */
export interface Route {
  name: string
  /** What its client can speak. */
  eras: readonly Era[]
  /**
   * A client that speaks one era over one transport, with a fixture of its own behind it.
   *
   * @param capabilities What it says that it can do. Default: everything that the fixture asks for.
   */
  client(era: Era, transport: Transported, capabilities?: ClientCapabilities): Promise<RoutedClient>
  /** What is documented to be seen in place of what a direct client of that era sees. Default: the same. */
  converts?(seen: Comparable, era: Era): Comparable
}
