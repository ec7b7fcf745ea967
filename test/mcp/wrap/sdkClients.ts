import { Client as ClientV2 } from '@modelcontextprotocol/client'
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js'
import type { StdioEntry } from '../../../src/mcp/config/ServerEntry.js'

const INFO = { name: 'test', version: '1' }

/** A user's subclass with a private field, which a naive proxy breaks. */
class CountingV1 extends ClientV1 {
  #calls = 0
  count(): number {
    this.#calls += 1
    return this.#calls
  }
}
class CountingV2 extends ClientV2 {
  #calls = 0
  count(): number {
    this.#calls += 1
    return this.#calls
  }
}

const parameters = ({ command, args = [] }: StdioEntry) => ({ command, args: [...args] })

/** A connected client of either SDK, typed as one of v1: what tests call is in both. */
export const SDKS = {
  v1: async (entry: StdioEntry) => {
    const client = new CountingV1(INFO)
    await client.connect(new StdioV1(parameters(entry)))
    return client
  },
  v2: async (entry: StdioEntry) => {
    const client = new CountingV2(INFO)
    await client.connect(new StdioV2(parameters(entry)))
    return client as unknown as CountingV1
  },
} as const

export type CountingClient = CountingV1

/** The classes of the clients of {@link SDKS}. */
export const CLASSES = { v1: CountingV1, v2: CountingV2 } as const
