import { checkOptions } from '../../crib/checkOptions.js'
import { CribError } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import { TOOLS_PAGE, type ToolsPage } from '../listing/requestAllTools.js'
import { bindToTarget } from './bindToTarget.js'
import { detectClient, type McpClient, type SdkVersion } from './detectClient.js'
import type { SELECTION_META, SelectionNote, TaskListParams } from './TaskList.js'
import { TaskLister } from './TaskLister.js'
import { type WrapOptions, wrapOptionsSchema } from './WrapOptions.js'

/** Result of `listTools` with a task: the SDK's own, with the selection as its tools. */
export type TaskListResult<C extends McpClient> = Awaited<ReturnType<C['listTools']>> & {
  _meta?: { [SELECTION_META]: SelectionNote }
}

/** The client, with one more way to list. */
export type WrappedClient<C extends McpClient> = {
  /**
   * With a task: all pages are read and the tools that fit are returned, names unchanged, best first in
   * `_meta['toolcrib/selection'].items`. Without one: the client's own `listTools`, untouched.
   */
  listTools(params: TaskListParams, options?: Parameters<C['listTools']>[1]): Promise<TaskListResult<C>>
} & C

/** The members of both SDKs' clients that are called here, as loosely as they are checked by `detectClient`. */
interface LooseClient {
  request(request: unknown, schema: unknown, options?: unknown): Promise<ToolsPage>
  callTool(...input: unknown[]): Promise<unknown>
  listTools(...input: unknown[]): Promise<unknown>
  close(): Promise<void>
  getProtocolEra?(): unknown
}

/**
 * Wraps one client of SDK v1 or v2. Everything keeps working as before, bound to the client itself; `listTools` also
 * takes a task, and `callTool` reaches every tool, listed or not. `close` closes the client and frees the engine.
 *
 * @throws CribError `client-unsupported`, `option-unknown` or `option-invalid`. Listing throws what the client throws,
 * and what `crib.select` throws (`task-empty`, `aborted` and others).
 */
export function wrapClient<C extends McpClient>(client: C, options: WrapOptions = {}): WrappedClient<C> {
  const version = detectClient(client)
  checkOptions('wrapClient', options, wrapOptionsSchema)
  const loose = client as unknown as LooseClient
  // The typed lists of both SDKs drop unknown fields and reject the whole list for one bad schema.
  const lister = new TaskLister(
    (params, requestOptions) => loose.request({ method: 'tools/list', params }, TOOLS_PAGE, requestOptions),
    { ...options },
  )
  const overrides = new Map<PropertyKey, unknown>([
    ['listTools', listing(loose, lister)],
    ['callTool', calling(loose, { lister, version })],
    ['close', closing(loose, lister)],
  ])
  return bindToTarget(client, overrides) as WrappedClient<C>
}

function listing(client: LooseClient, lister: TaskLister) {
  return async (...input: unknown[]): Promise<unknown> => {
    const [params, requestOptions] = input
    if (hasTask(params)) {
      refuse(params, { keys: ['cursor'], why: 'a selection has no pages; leave the cursor out' })
      return await lister.list(params, requestOptions)
    }
    refuse(params, { keys: ['maxTokens', 'maxTools'], why: 'it limits a selection; give a task with it' })
    return await client.listTools(...input)
  }
}

function hasTask(params: unknown): params is TaskListParams {
  return typeof params === 'object' && params !== null && 'task' in params && params.task !== undefined
}

/** Throws rather than let a param silently do nothing. */
function refuse(params: unknown, { keys, why }: { keys: readonly string[]; why: string }): void {
  if (typeof params !== 'object' || params === null) return
  const option = keys.find((key) => (params as Record<string, unknown>)[key] !== undefined)
  if (option === undefined) return
  const value = (params as Record<string, unknown>)[option]
  const message = `listTools: ${option} is ${showValue(value)}, but ${why}.`
  throw new CribError('option-invalid', message, { details: { option, value } })
}

/**
 * Both signatures go through as they are, with one addition. SDK v2 mirrors `x-mcp-header` arguments into HTTP headers
 * in the 2026 protocol, and knows them from its own typed list, which a raw list does not fill.
 */
function calling(client: LooseClient, { lister, version }: { lister: TaskLister; version: SdkVersion }) {
  return (...input: unknown[]): Promise<unknown> => {
    const [params, requestOptions] = input
    const mirrors = version === 'v2' && client.getProtocolEra?.() === 'modern'
    const toolDefinition = mirrors ? mirroredDefinition(params, lister) : undefined
    if (toolDefinition === undefined) return client.callTool(...input)
    return client.callTool(params, { toolDefinition, ...(requestOptions as object | undefined) })
  }
}

function mirroredDefinition(params: unknown, lister: TaskLister): unknown {
  const name = typeof params === 'object' && params !== null && 'name' in params ? params.name : undefined
  const definition = typeof name === 'string' ? lister.definition(name) : undefined
  return definition !== undefined && JSON.stringify(definition).includes('"x-mcp-header"')
    ? definition
    : undefined
}

function closing(client: LooseClient, lister: TaskLister) {
  return async (): Promise<void> => {
    try {
      await client.close()
    } finally {
      await lister.close()
    }
  }
}
