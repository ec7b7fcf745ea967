import { checkOptions } from '../../crib/checkOptions.js'
import { CribError } from '../../errors.js'
import type { Task } from '../../rank/Task.js'
import { showValue } from '../../text/showValue.js'
import { createDesk, type DeskSetting } from '../desk/createDesk.js'
import type { ListNote, SELECTION_META, SelectionNote } from '../desk/DeskNote.js'
import type { ToolCall } from '../desk/DeskPort.js'
import type { OWN_META, OwnNote } from '../desk/ownTools.js'
import type { DeskListParams, ToolDesk } from '../desk/ToolDesk.js'
import { shadowOptionsOf } from '../shadow/ShadowOptions.js'
import { HeldTools } from '../shadow/ShadowPort.js'
import { bindToTarget } from './bindToTarget.js'
import { ClientPort } from './ClientPort.js'
import { detectClient, type McpClient } from './detectClient.js'
import type { LooseClient } from './LooseClient.js'
import { shadowOverrides } from './shadowOverrides.js'
import { type WrapOptions, wrapOptionsSchema } from './WrapOptions.js'

/** Params of `listTools` with a task. */
export type TaskListParams = DeskListParams & { task: Task }

type NotedResult<C extends McpClient, Note> = Awaited<ReturnType<C['listTools']>> & {
  _meta?: { [SELECTION_META]: Note; [OWN_META]?: OwnNote }
}

/** Result of `listTools` with a task: the SDK's own, with the selection as its tools. */
export type TaskListResult<C extends McpClient> = NotedResult<C, SelectionNote>

/** Result of `listTools` without a task: the SDK's own, with the own tools and what the session holds. */
export type HeldListResult<C extends McpClient> = NotedResult<C, ListNote>

/** The client, with other ways to list. */
export type WrappedClient<C extends McpClient> = {
  /**
   * With a task: all pages are read and the tools that fit are returned, names unchanged, best first in
   * `_meta['toolcrib/selection'].items`. Without one: `search_tools`, `call_read_tool` and `call_tool`, by which every tool
   * is reached, and what was handed out before. With a cursor: the client's own `listTools`, untouched.
   */
  listTools(params: TaskListParams, options?: Parameters<C['listTools']>[1]): Promise<TaskListResult<C>>
  listTools(params?: DeskListParams, options?: Parameters<C['listTools']>[1]): Promise<HeldListResult<C>>
} & C

/**
 * Wraps one client of SDK v1 or v2. Everything keeps working as before, bound to the client itself; `listTools` lists what
 * a task needs, and `callTool` reaches every tool, listed or not, with arguments checked first. `close` closes the client,
 * frees the engine and forgets every session. With `mode: 'shadow'` lists and calls are the client's own, and what would have
 * been chosen is logged.
 *
 * @throws CribError `client-unsupported`, `option-unknown`, `option-invalid` or `glob-invalid`. Listing throws what the
 * client throws, and what `crib.select` throws (`task-empty`, `pins-over-budget`, `aborted` and others); calling throws
 * what the client throws, and `tool-unknown` where the server has no such tool.
 */
export function wrapClient<C extends McpClient>(client: C, options: WrapOptions = {}): WrappedClient<C> {
  const version = detectClient(client, 'wrapClient')
  checkOptions('wrapClient', options, wrapOptionsSchema)
  const { server, readOnly = [], trusted = false, mode, shadow, ...user } = options
  const watching = shadowOptionsOf('wrapClient', { mode, shadow })
  const loose = client as unknown as LooseClient
  const setting: DeskSetting = {
    readOnly: { globs: readOnly, by: 'name', isTrusted: () => trusted },
    unknown: 'send',
  }
  if (watching !== undefined) {
    const held = new HeldTools(server)
    const parts = { desk: createDesk(held, user, setting), held, options: watching }
    return bindToTarget(client, shadowOverrides(loose, parts)) as WrappedClient<C>
  }
  const port = new ClientPort(loose, { version, server })
  const desk = createDesk(port, user, setting)
  const optionsAt = version === 'v1' ? 1 : 0
  const overrides = new Map<PropertyKey, unknown>([
    ['listTools', listing(loose, { desk, port })],
    ['callTool', calling(desk, optionsAt)],
    ['close', closing(loose, { desk, port })],
  ])
  return bindToTarget(client, overrides) as WrappedClient<C>
}

/** What serves a wrapped client. */
interface Behind {
  desk: ToolDesk
  port: ClientPort
}

function listing(client: LooseClient, { desk, port }: Behind) {
  return async (...input: unknown[]): Promise<unknown> => {
    const [params = {}, ...given] = input
    if (typeof params !== 'object' || params === null || hasCursor(params)) {
      refuseBesideCursor(params)
      try {
        return await client.listTools(...input)
      } finally {
        // The typed list of one page made the client forget what it knew of the others.
        port.lists.restore()
      }
    }
    return await desk.listTools(params as DeskListParams, { signal: signalOf(given[0]), given })
  }
}

function hasCursor(params: object): boolean {
  return 'cursor' in params && params.cursor !== undefined
}

/** Throws rather than let a param silently do nothing. */
function refuseBesideCursor(params: unknown): void {
  if (typeof params !== 'object' || params === null) return
  const given = params as Record<string, unknown>
  const option = ['task', 'session', 'maxTokens', 'maxTools'].find((key) => given[key] !== undefined)
  if (option === undefined) return
  const value = given[option]
  const message = `listTools: ${option} is ${showValue(value)} beside a cursor, but only the server's own list has pages. Leave one of the two out.`
  throw new CribError('option-invalid', message, { details: { option, value } })
}

/** Both signatures go through as they are: (params, options) of v2 and (params, resultSchema, options) of v1. */
function calling(desk: ToolDesk, optionsAt: number) {
  return async (params: ToolCall, ...given: unknown[]): Promise<unknown> =>
    await desk.callTool(params, { signal: signalOf(given[optionsAt]), given })
}

function closing(client: LooseClient, { desk, port }: Behind) {
  return async (): Promise<void> => {
    try {
      await client.close()
    } finally {
      port.lists.clear()
      await desk.close()
    }
  }
}

function signalOf(options: unknown): AbortSignal | undefined {
  const signal =
    typeof options === 'object' && options !== null && 'signal' in options ? options.signal : undefined
  return signal instanceof AbortSignal ? signal : undefined
}
