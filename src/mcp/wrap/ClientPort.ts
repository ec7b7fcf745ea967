import type { ToolDefinition } from '../../tool/Tool.js'
import type {
  DeskList,
  DeskListRequest,
  DeskPort,
  DeskRequest,
  RoutedCall,
  ToolRoute,
} from '../desk/DeskPort.js'
import { ClientLists } from './ClientLists.js'
import { callClient } from './callClient.js'
import type { SdkVersion } from './detectClient.js'
import type { LooseClient } from './LooseClient.js'

/** One client as what a desk lists and calls; `given` of a request are the arguments behind the params, as they came. */
export class ClientPort implements DeskPort {
  readonly lists: ClientLists
  readonly #client: LooseClient
  readonly #version: SdkVersion
  readonly #server: string | undefined

  /** `server` is what ids and reasons call it. */
  constructor(client: LooseClient, { version, server }: { version: SdkVersion; server: string | undefined }) {
    this.#client = client
    this.#version = version
    this.#server = server
    this.lists = new ClientLists(client)
  }

  async list({ from, params, signal, given }: DeskListRequest): Promise<DeskList> {
    const options = given === undefined ? { signal } : (given as readonly unknown[])[0]
    const asked = isAskedAnew(options) ? 'anew' : from
    const { tools, rejected, rest } = await this.lists.list({ from: asked, params, options })
    const server = this.#server
    const ofServer = server === undefined ? {} : { server }
    return {
      sources: [{ ...ofServer, tools }],
      rejected: rejected.map((one) => ({ ...ofServer, ...one })),
      unavailable: [],
      rest,
    }
  }

  async send({ name, params, definition }: RoutedCall, { signal, given }: DeskRequest): Promise<unknown> {
    const refetch = async () => {
      const { tools } = await this.lists.list({ from: 'anew', options: { signal } })
      return (tools as ToolDefinition[]).find((tool) => tool.name === name)
    }
    const rest = given as readonly unknown[]
    return await callClient(this.#client, { version: this.#version, params, rest, definition, refetch })
  }

  routeUnlisted(name: string): ToolRoute {
    return { server: this.#server, name }
  }
}

/** `cacheMode` of SDK v2: `refresh` and `bypass` ask the server, however fresh a list is. */
function isAskedAnew(options: unknown): boolean {
  if (typeof options !== 'object' || options === null || !('cacheMode' in options)) return false
  return options.cacheMode === 'refresh' || options.cacheMode === 'bypass'
}
