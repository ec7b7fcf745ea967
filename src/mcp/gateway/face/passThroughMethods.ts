import { nearestIds } from '../../../tokens/render/nearestIds.js'
import { errorResult } from '../../desk/callResults.js'
import type { Gateway } from '../Gateway.js'
import type { StockServer } from '../stock/StockView.js'
import type { FaceTable } from './FaceTable.js'
import { forward } from './forward.js'
import { invalidParams } from './invalidParams.js'
import { refuseWrongHeaders } from './refuseWrongHeaders.js'
import { cacheOf, refuseCursor } from './stocked.js'
import type { Visit } from './Visit.js'

/** Lists of one server as it gives them, held tools aside; every other request goes to it as it is. */
export const PASS_THROUGH_METHODS: FaceTable = {
  'tools/list': async (visit) => {
    refuseCursor(visit)
    const { gateway, peer } = visit
    const known = (await gateway.view()).servers.get(serverOf(visit))
    const { ttlMs, cacheScope, ...rest } = known?.rest ?? {}
    const tools = known?.tools.filter(({ name }) => denied(visit, 'list', name) === undefined) ?? []
    const isPublic = gateway.isOpen && cacheScope === 'public'
    const { toolsFreshMs } = gateway.parts.stock.upstream(serverOf(visit))
    const cache = cacheOf(peer, { isPublic, ttlMs: leastTtl(ttlMs, toolsFreshMs) })
    return { ...rest, tools, ...cache }
  },
  'tools/call': async (visit) => {
    const { name } = visit.params
    if (typeof name !== 'string') throw invalidParams('The params have no `name`. Name the tool to call.')
    let known = await serverKnown(visit)
    if (!known?.tools.some((tool) => tool.name === name)) {
      await visit.gateway.relistOf(serverOf(visit), name, visit.signal)
      known = await serverKnown(visit)
    }
    const definition = known?.tools.find((tool) => tool.name === name)
    if (definition === undefined) return refuse(name, known, serverOf(visit))
    const deny = denied(visit, 'call', name)
    if (deny !== undefined) return errorResult(deny)
    refuseWrongHeaders(definition, visit.params['arguments'], visit.headers)
    return await forward(visit, {
      server: serverOf(visit),
      method: visit.method,
      params: visit.params,
      definition,
    })
  },
  'resources/subscribe': async (visit) => {
    const { gateway, peer, params, subscriptions } = visit
    const uri = String(params['uri'])
    const deny = denied(visit, 'resource', uri)
    if (deny !== undefined) throw invalidParams(deny)
    await subscriptions.add(uri, gateway.upstream(peer.context, serverOf(visit)))
    return {}
  },
  'resources/unsubscribe': async ({ params, subscriptions }) => {
    await subscriptions.remove(String(params['uri']))
    return {}
  },
  'prompts/list': async (visit) => await listed(visit, { member: 'prompts', by: 'name', action: 'prompt' }),
  'resources/list': async (visit) =>
    await listed(visit, { member: 'resources', by: 'uri', action: 'resource' }),
  'resources/templates/list': async (visit) =>
    await listed(visit, { member: 'resourceTemplates', by: 'uriTemplate', action: 'resource' }),
  'completion/complete': async (visit) => await passed(visit, visit.params['ref']),
  '*': async (visit) => await passed(visit, visit.params),
}

/** Sends a request as it is, unless the gate denies what it is about. */
async function passed(visit: Visit, target: unknown): Promise<Record<string, unknown>> {
  const { method, params } = visit
  const { uri, name } = (target ?? {}) as { uri?: unknown; name?: unknown }
  const named = uri ?? name
  const action =
    method.startsWith('prompts/') || (uri === undefined && target !== params) ? 'prompt' : 'resource'
  const deny = typeof named === 'string' ? denied(visit, action, named) : undefined
  if (deny !== undefined) throw invalidParams(deny)
  return await forward(visit, { server: serverOf(visit), method, params })
}

/** A page of a list as its server gives it, without what the gate denies. */
async function listed(
  visit: Visit,
  { member, by, action }: { member: string; by: string; action: 'prompt' | 'resource' },
): Promise<Record<string, unknown>> {
  const { method, params, gateway } = visit
  const page = await forward(visit, { server: serverOf(visit), method, params })
  const entries = page[member]
  if (gateway.isOpen || !Array.isArray(entries)) return page
  const allowed = entries.filter((entry: unknown) => {
    const name: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, by) : undefined
    return typeof name === 'string' && denied(visit, action, name) === undefined
  })
  // What is left is for this client: others may be denied other things.
  const cache = page['cacheScope'] === undefined ? {} : { cacheScope: 'private' }
  return { ...page, [member]: allowed, ...cache }
}

function serverOf({ profile }: Visit): string {
  return profile.options.passThrough!
}

async function serverKnown(visit: Visit): Promise<StockServer | undefined> {
  return (await visit.gateway.view()).servers.get(serverOf(visit))
}

function denied(
  { gateway, profile, peer }: Visit,
  action: Parameters<Gateway['denied']>[1],
  name: string,
): string | undefined {
  return gateway.denied({ profile, context: peer.context }, action, {
    server: profile.options.passThrough!,
    name,
  })
}

/** What is left of the time that a server gave its list; none where it gave none, or the list is that of the last run. */
function leastTtl(ttlMs: unknown, freshMs: number): number {
  return typeof ttlMs === 'number' && Number.isInteger(ttlMs) && ttlMs >= 0
    ? Math.min(ttlMs, Math.floor(freshMs))
    : 0
}

/** A held tool is told as such to the model; any other is refused as MCP refuses unknown tools. */
function refuse(name: string, known: StockServer | undefined, server: string): Record<string, unknown> {
  if (known?.held.some((tool) => tool.name === name)) {
    const id = `${server}/${name}`
    return errorResult(
      `${name} is held back: its definition is not the one that was approved. The user can look at it with \`toolcrib trust diff ${id}\` and hand it out again with \`toolcrib trust approve ${id}\`.`,
    )
  }
  const nearest = nearestIds(name, known?.tools.map((tool) => tool.name) ?? [])
  throw invalidParams(
    `Unknown tool: ${name}.${nearest.length === 0 ? '' : ` The nearest names are: ${nearest.join(', ')}.`}`,
  )
}
