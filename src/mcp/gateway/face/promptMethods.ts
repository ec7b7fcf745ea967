import type { StockView } from '../stock/StockView.js'
import type { FaceTable } from './FaceTable.js'
import { forward } from './forward.js'
import { invalidParams } from './invalidParams.js'
import { cacheOf, refuseCursor } from './stocked.js'
import type { Visit } from './Visit.js'

/** A prompt on its server. */
export interface PromptRoute {
  server: string
  /** Name on its server. */
  name: string
  /** As the server lists it. */
  prompt: Readonly<Record<string, unknown>>
}

/** Prompts by the name under which the gateway lists them, `<key>__<name>`; the first of two that would share it. */
export function promptsOf({ servers }: StockView, visit: Visit): Map<string, PromptRoute> {
  const { gateway, profile, peer } = visit
  const routes = new Map<string, PromptRoute>()
  for (const { key: server, prompts } of servers.values())
    for (const prompt of prompts) {
      const { name } = prompt
      const listed = `${server}__${name}`
      const who = { profile, context: peer.context }
      if (gateway.denied(who, 'prompt', { server, name }) !== undefined) continue
      if (routes.has(listed)) {
        gateway.warnOnce(
          `Two prompts would be called ${listed}; that of ${server} is left out. Give its server another key.`,
        )
        continue
      }
      routes.set(listed, { server, name, prompt })
    }
  return routes
}

/** Finds the server of a prompt. Throws `-32602` with the names that there are. */
export async function routePrompt(name: unknown, visit: Visit): Promise<PromptRoute> {
  const { gateway, signal } = visit
  const find = async () => promptsOf(await gateway.view(), visit).get(String(name))
  const known = await find()
  if (known !== undefined) return known
  if (typeof name === 'string' && (await gateway.relistFor(name, signal))) {
    const now = await find()
    if (now !== undefined) return now
  }
  throw invalidParams(`No server has a prompt ${JSON.stringify(name)}. List the prompts again.`)
}

/** Prompts of every server. */
export const PROMPT_METHODS: FaceTable = {
  'prompts/list': async (visit) => {
    refuseCursor(visit)
    const { gateway, peer } = visit
    const routes = promptsOf(await gateway.view(), visit)
    const prompts = [...routes].map(([name, { prompt }]) => ({ ...prompt, name }))
    return { prompts, ...cacheOf(peer, { isPublic: false }) }
  },
  'prompts/get': async (visit) => {
    const { server, name } = await routePrompt(visit.params['name'], visit)
    return await forward(visit, { server, method: visit.method, params: { ...visit.params, name } })
  },
}
