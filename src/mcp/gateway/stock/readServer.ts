import { contentHash } from '../../../hash.js'
import type { ServerEntry } from '../../config/ServerEntry.js'
import { requestAllPages } from '../../servers/requestAllPages.js'
import type { ManagedUpstream } from '../../upstream/ManagedUpstream.js'
import { fitting, type KnownServer } from './KnownServer.js'

/** What is remembered of an entry of the configuration, which may hold secrets. */
export function entryHash(entry: ServerEntry): string {
  return contentHash(entry)
}

/** The lists of a server that go into the stock, by the member of a result that holds them. */
const LISTS = {
  prompts: { needs: 'prompts', method: 'prompts/list', member: 'prompts' },
  resources: { needs: 'resources', method: 'resources/list', member: 'resources' },
  templates: { needs: 'resources', method: 'resources/templates/list', member: 'resourceTemplates' },
} as const

/** One of {@link LISTS}. */
export type ListKind = keyof typeof LISTS

/**
 * As {@link readServer}, over the connection that told of a change, or over the gateway's own where that one was closed: a
 * client may go while the lists of its session's server are read, and what it left behind is no fault of the server.
 */
export async function readOver(
  { first, own }: { first: ManagedUpstream; own: ManagedUpstream },
  entry: string,
): Promise<KnownServer> {
  try {
    return await readServer(first, entry)
  } catch (error) {
    if (first === own || first.state.status !== 'closed') throw error
    return await readServer(own, entry)
  }
}

/**
 * Reads everything that a server lists. Its tools have to be readable; a list of another kind that fails is empty, since a
 * server may promise what it does not have.
 *
 * @throws what the upstream throws for `tools/list`.
 */
export async function readServer(upstream: ManagedUpstream, entry: string): Promise<KnownServer> {
  const { tools, rest } = await upstream.listTools()
  const { era, capabilities, instructions } = await upstream.handshake()
  const lists = { prompts: await readList('prompts'), resources: await readList('resources') }
  return {
    key: upstream.key,
    entry,
    instructions,
    era,
    capabilities: { ...capabilities },
    tools,
    rest,
    ...lists,
    templates: await readList('templates'),
  }

  async function readList<Kind extends ListKind>(kind: Kind): Promise<KnownServer[Kind]> {
    const { needs, method, member } = LISTS[kind]
    if (!Object.hasOwn(capabilities, needs)) return fitting(kind, [])
    const list = await requestAllPages(upstream, { method, member }, {}).catch(() => ({ [member]: [] }))
    return fitting(kind, list[member] as unknown[])
  }
}
