import type {
  CallToolResult,
  GetPromptResult,
  ListPromptsResult,
  ListResourcesResult,
  ListResourceTemplatesResult,
  ReadResourceResult,
} from '@modelcontextprotocol/client'
import { z } from 'zod'
import { checkOptions } from '../../crib/checkOptions.js'
import { selectOptionsSchema } from '../../crib/optionSchemas.js'
import { CribError } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import { counterOf, createDesk, type DeskSetting } from '../desk/createDesk.js'
import type { SelectionNote } from '../desk/DeskNote.js'
import type { ToolDesk } from '../desk/ToolDesk.js'
import { ShadowDesk } from '../shadow/ShadowDesk.js'
import { shadowOptionsOf } from '../shadow/ShadowOptions.js'
import { ShadowPort } from '../shadow/ShadowPort.js'
import type { Upstream } from '../upstream/Upstream.js'
import type { UpstreamState } from '../upstream/UpstreamState.js'
import { requestAllPages } from './requestAllPages.js'
import type {
  ServersCall,
  ServersCallOptions,
  ServersList,
  ServersListParams,
  ServersRequestOptions,
  ToolServers,
} from './ToolServers.js'
import { type ToolServersOptions, toolServersOptionsSchema } from './ToolServersOptions.js'
import { UpstreamsPort } from './UpstreamsPort.js'

const DEFAULT_LIST_WAIT_MS = 2_000

const { maxTokens, maxTools } = selectOptionsSchema.shape
const listParamsSchema = z.strictObject({
  task: z.unknown().optional(),
  maxTokens,
  maxTools,
  session: z.unknown().optional(),
})

/**
 * Tools over many servers, named `<key>__<tool>`. Nothing is asked of a server before the first list or call.
 *
 * @throws CribError `option-unknown`, `option-invalid` (two servers of one key, a trusted key that is none) or
 * `glob-invalid`.
 */
export function createToolServers<K extends string>(
  upstreams: readonly (Upstream & { readonly key: K })[],
  options: ToolServersOptions<NoInfer<K>> = {},
): ToolServers<K> {
  checkOptions('createToolServers', options, toolServersOptionsSchema)
  const { trusted = [], readOnly = [], listWaitMs = DEFAULT_LIST_WAIT_MS, mode, shadow, ...user } = options
  const watching = shadowOptionsOf('createToolServers', { mode, shadow })
  const byKey = keyed(upstreams)
  for (const key of trusted) if (!byKey.has(key)) throw unknownKey('trusted', key, byKey)
  const upstreamsPort = new UpstreamsPort(byKey, { waitMs: listWaitMs })
  const isTrusted = new Set<string | undefined>(trusted)
  const setting: DeskSetting = {
    prefix: 'always',
    readOnly: { globs: readOnly, by: 'id', isTrusted: (server) => isTrusted.has(server) },
    unknown: 'send',
  }
  if (watching === undefined) return new Servers(byKey, createDesk(upstreamsPort, user, setting))
  const port = new ShadowPort(upstreamsPort)
  const desk = createDesk(port, user, setting)
  const loadCounter = counterOf(user.tokenizer)
  return new Servers(byKey, new ShadowDesk({ desk, port, options: watching, loadCounter }))
}

/** What lists and calls. */
type ServersDesk = Pick<ToolDesk, 'listTools' | 'callTool' | 'close'>

class Servers<K extends string> implements ToolServers<K> {
  readonly keys: readonly K[]
  readonly #upstreams: ReadonlyMap<K, Upstream>
  readonly #desk: ServersDesk
  #closing: Promise<void> | undefined

  constructor(upstreams: ReadonlyMap<K, Upstream>, desk: ServersDesk) {
    this.#upstreams = upstreams
    this.#desk = desk
    this.keys = [...upstreams.keys()]
  }

  async listTools(
    params: ServersListParams = {},
    { signal }: ServersRequestOptions = {},
  ): Promise<ServersList<SelectionNote>> {
    this.#refuseClosed()
    checkOptions('listTools', params, listParamsSchema)
    return (await this.#desk.listTools({ ...params }, { signal })) as unknown as ServersList<SelectionNote>
  }

  async callTool(
    params: ServersCall,
    { signal, onProgress }: ServersCallOptions = {},
  ): Promise<CallToolResult> {
    this.#refuseClosed()
    return (await this.#desk.callTool({ ...params }, { signal, given: onProgress })) as CallToolResult
  }

  async listResources(key: K, options: ServersRequestOptions = {}) {
    const list = { method: 'resources/list', member: 'resources' } as const
    return (await requestAllPages(this.#of(key), list, options)) as ListResourcesResult
  }

  async listResourceTemplates(key: K, options: ServersRequestOptions = {}) {
    const list = { method: 'resources/templates/list', member: 'resourceTemplates' } as const
    return (await requestAllPages(this.#of(key), list, options)) as ListResourceTemplatesResult
  }

  async readResource(key: K, { uri }: { uri: string }, options: ServersRequestOptions = {}) {
    return (await this.#of(key).request('resources/read', { uri }, options)) as ReadResourceResult
  }

  async listPrompts(key: K, options: ServersRequestOptions = {}) {
    const list = { method: 'prompts/list', member: 'prompts' } as const
    return (await requestAllPages(this.#of(key), list, options)) as ListPromptsResult
  }

  async getPrompt(
    key: K,
    params: { name: string; arguments?: Readonly<Record<string, string>> },
    options: ServersRequestOptions = {},
  ) {
    return (await this.#of(key).request('prompts/get', { ...params }, options)) as GetPromptResult
  }

  status(): Record<K, UpstreamState> {
    const states = [...this.#upstreams].map(([key, { state }]) => [key, state] as const)
    return Object.fromEntries(states) as Record<K, UpstreamState>
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#upstreams.values()].map((upstream) => upstream.close()))
    await this.#desk.close()
  }

  #of(key: K): Upstream {
    this.#refuseClosed()
    const upstream = this.#upstreams.get(key)
    if (upstream === undefined) throw unknownKey('key', key, this.#upstreams)
    return upstream
  }

  #refuseClosed(): void {
    if (this.#closing === undefined) return
    const message = 'The servers were closed by close(). Connect them again.'
    throw new CribError('server-failed', message, { details: { server: null, phase: 'closed' } })
  }
}

function keyed<K extends string>(
  upstreams: readonly (Upstream & { readonly key: K })[],
): ReadonlyMap<K, Upstream> {
  const byKey = new Map<K, Upstream>()
  for (const upstream of upstreams) {
    if (byKey.has(upstream.key)) {
      const message = `Two servers have the key ${showValue(upstream.key)}. Give each its own.`
      throw new CribError('option-invalid', message, {
        details: { option: 'upstreams', value: upstream.key },
      })
    }
    byKey.set(upstream.key, upstream)
  }
  return byKey
}

function unknownKey(option: string, value: unknown, known: ReadonlyMap<string, Upstream>): CribError {
  const message = `There is no server ${showValue(value)}. The keys are: ${[...known.keys()].join(', ')}.`
  return new CribError('option-invalid', message, { details: { option, value } })
}
