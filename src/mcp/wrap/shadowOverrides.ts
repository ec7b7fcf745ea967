import { checkListParams, type DeskListParams, type ToolDesk } from '../desk/ToolDesk.js'
import { refuseEndlessList } from '../listing/requestAllTools.js'
import { chooseFor, idOf, type ShadowRequest } from '../shadow/chooseFor.js'
import { closeWatching } from '../shadow/closeWatching.js'
import { recordCall } from '../shadow/recordCall.js'
import type { ShadowOptions } from '../shadow/ShadowOptions.js'
import type { HeldTools } from '../shadow/ShadowPort.js'
import { ShadowRecorder } from '../shadow/ShadowRecorder.js'
import { cacheMetadata } from './cacheMetadata.js'
import type { LooseClient } from './LooseClient.js'

/** What watches a client in shadow mode. */
export interface ShadowParts {
  /** Chooses from `held`, behind the host's back. */
  desk: ToolDesk
  held: HeldTools
  options: ShadowOptions
}

/** Members of a client in shadow mode: its own, watched. */
export function shadowOverrides(
  client: LooseClient,
  { desk, held, options }: ShadowParts,
): Map<PropertyKey, unknown> {
  const recorder = new ShadowRecorder(options, (name) => idOf(desk, name))
  const choose = (request: ShadowRequest) => chooseFor(desk, request)
  const listTools = async (...input: unknown[]): Promise<unknown> => {
    const [params, ...given] = input
    if (!hasOwnParams(params)) {
      const result = await client.listTools(...input)
      held.note(result, cursorOf(params) === undefined)
      return result
    }
    const { task, session, maxTokens, maxTools, ...rest } = params as DeskListParams
    checkListParams({ session, maxTokens, maxTools })
    const ask = task === undefined ? onePage : everyPage
    const result = await ask(client, rest, given)
    held.note(result, cursorOf(rest) === undefined)
    if (task !== undefined)
      recorder.listed({ task, session, choose: () => choose({ task, session, maxTokens, maxTools }) })
    return result
  }
  const callTool = async (params: unknown, ...given: unknown[]): Promise<unknown> =>
    await recordCall(params, (sent) => client.callTool(sent, ...given), { recorder, choose })
  const close = async (): Promise<void> => {
    try {
      await client.close()
    } finally {
      await closeWatching(recorder, desk)
    }
  }
  return new Map<PropertyKey, unknown>([
    ['listTools', listTools],
    ['callTool', callTool],
    ['close', close],
  ])
}

const OWN_PARAMS = ['task', 'session', 'maxTokens', 'maxTools']

function hasOwnParams(params: unknown): params is object {
  return typeof params === 'object' && params !== null && OWN_PARAMS.some((key) => key in params)
}

function cursorOf(params: unknown): unknown {
  return typeof params === 'object' && params !== null && 'cursor' in params ? params.cursor : undefined
}

async function onePage(client: LooseClient, params: object, given: readonly unknown[]): Promise<unknown> {
  return await client.listTools(params, ...given)
}

/** A list for a task has every page, as without shadow mode; but they are the client's own, typed lists. */
async function everyPage(client: LooseClient, params: object, given: readonly unknown[]): Promise<unknown> {
  const ask = async (more: object) =>
    (await client.listTools({ ...params, ...more }, ...given)) as { tools: unknown[]; nextCursor?: string }
  const first = await ask({})
  let cursor = first.nextCursor
  if (cursor === undefined) return first
  const tools = [...first.tools]
  const seen = new Set<string>()
  while (cursor !== undefined) {
    refuseEndlessList('tool list', cursor, seen)
    seen.add(cursor)
    const page = await ask({ cursor })
    for (const tool of page.tools) tools.push(tool)
    cursor = page.nextCursor
  }
  // The last page made the client forget what it knew of the others.
  cacheMetadata(client, tools)
  const { nextCursor: _, ...rest } = first
  return { ...rest, tools }
}
