import { KeptResults } from '../results/KeptResults.js'
import type { StockServer } from '../stock/StockView.js'
import type { FaceTable } from './FaceTable.js'
import { forward } from './forward.js'
import { invalidParams } from './invalidParams.js'
import { ownersOf } from './ownersOf.js'
import { routePrompt } from './promptMethods.js'
import { cacheOf, refuseCursor } from './stocked.js'
import type { Visit } from './Visit.js'

/** Resources of every server, under the URIs that they have there. */
export const RESOURCE_METHODS: FaceTable = {
  'resources/list': async (visit) =>
    await listed(visit, 'resources', ({ resources }) => resources.map((one) => [one.uri, one])),
  'resources/templates/list': async (visit) =>
    await listed(visit, 'resourceTemplates', ({ templates }) =>
      templates.map((one) => [one.uriTemplate, one]),
    ),
  'resources/read': read,
  'resources/subscribe': async (visit) => {
    const { gateway, peer, params, subscriptions } = visit
    const server = await routeUri(params['uri'], visit)
    await subscriptions.add(String(params['uri']), gateway.upstream(peer.context, server))
    return {}
  },
  'resources/unsubscribe': async ({ params, subscriptions }) => {
    await subscriptions.remove(String(params['uri']))
    return {}
  },
  'completion/complete': async (visit) => {
    const ref = visit.params['ref'] as Readonly<Record<string, unknown>> | undefined
    if (ref?.['type'] === 'ref/prompt') {
      const { server, name } = await routePrompt(ref['name'], visit)
      return await forward(visit, {
        server,
        method: visit.method,
        params: { ...visit.params, ref: { ...ref, name } },
      })
    }
    const server = await routeUri(ref?.['uri'], visit)
    return await forward(visit, { server, method: visit.method, params: visit.params })
  },
}

async function read(visit: Visit): Promise<Record<string, unknown>> {
  const { gateway, peer, params } = visit
  if (KeptResults.owns(params['uri'])) {
    const { uri } = params
    const text = gateway.results.read(peer.context, uri)
    if (text !== undefined)
      return { contents: [{ uri, mimeType: 'text/plain', text }], ...cacheOf(peer, { isPublic: false }) }
    const why = 'is no longer kept, or is of another client'
    throw invalidParams(`The result ${JSON.stringify(uri)} ${why}. Call the tool again.`)
  }
  const server = await routeUri(visit.params['uri'], visit)
  return await forward(visit, { server, method: visit.method, params: visit.params })
}

async function listed(
  visit: Visit,
  member: 'resources' | 'resourceTemplates',
  entriesOf: (server: StockServer) => (readonly [uri: string, entry: unknown])[],
): Promise<Record<string, unknown>> {
  refuseCursor(visit)
  const { gateway, peer } = visit
  const { servers } = await gateway.view()
  const entries = [...servers.values()].flatMap((server) =>
    entriesOf(server)
      .filter(([uri]) => isAllowed(visit, server.key, uri))
      .map(([, entry]) => entry),
  )
  return { [member]: entries, ...cacheOf(peer, { isPublic: false }) }
}

function isAllowed({ gateway, profile, peer }: Visit, server: string, name: string): boolean {
  return gateway.denied({ profile, context: peer.context }, 'resource', { server, name }) === undefined
}

/** The server of a URI: by the lists, else by the templates. Throws `-32602` where none has it, or several do. */
export async function routeUri(uri: unknown, visit: Visit): Promise<string> {
  if (typeof uri !== 'string') throw invalidParams('The params have no `uri`.')
  const view = await visit.gateway.view()
  const owners = ownersOf(view, uri, {
    gateway: visit.gateway,
    profile: visit.profile,
    context: visit.peer.context,
  })
  if (owners.length === 1) return owners[0]!
  if (owners.length > 1)
    throw invalidParams(
      `The servers ${owners.join(' and ')} both have the resource ${JSON.stringify(uri)}, so nobody knows which is meant. Ask for it in a profile that passes one of them through.`,
    )
  throw invalidParams(`No server has a resource ${JSON.stringify(uri)}. List the resources again.`)
}
