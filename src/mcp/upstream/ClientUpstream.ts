import { z } from 'zod'
import { CribError } from '../../errors.js'
import type { ToolsList } from '../listing/requestAllTools.js'
import { ClientLists } from '../wrap/ClientLists.js'
import { callClient } from '../wrap/callClient.js'
import { detectClient, type McpClient, type SdkVersion } from '../wrap/detectClient.js'
import type { LooseClient } from '../wrap/LooseClient.js'
import { clientFailure, type FailedRequest } from './clientFailure.js'
import type { Upstream, UpstreamCall, UpstreamListOptions, UpstreamRequestOptions } from './Upstream.js'
import type { UpstreamState } from './UpstreamState.js'

/** Any result: the SDK's own schemas would drop fields that they do not know. */
const ANY_RESULT = z.looseObject({})

/**
 * A client of SDK v1 or v2 that its user connects. Every list is asked for anew, as {@link ClientLists} says, and no event
 * is ever told: a client has one handler for each, and it is the user's.
 */
export class ClientUpstream<K extends string = string> implements Upstream {
  readonly key: K
  readonly #client: LooseClient
  readonly #version: SdkVersion
  readonly #lists: ClientLists
  #isClosed = false

  /** @throws CribError `client-unsupported` for what is no client. */
  constructor(key: K, client: McpClient) {
    this.key = key
    this.#version = detectClient(client, `The key ${JSON.stringify(key)} of wrapClients`)
    this.#client = client as unknown as LooseClient
    this.#lists = new ClientLists(this.#client)
  }

  get state(): UpstreamState {
    if (this.#isClosed) return { status: 'closed' }
    if (this.#client.transport !== undefined) return { status: 'ready' }
    return { status: 'failed', error: this.#failed('its client is not connected. Call connect() on it.') }
  }

  async listTools({ from = 'known', signal, onProgress }: UpstreamListOptions = {}): Promise<ToolsList> {
    const options = optionsOf({ signal, onProgress })
    return await this.#reach('list', signal, () => this.#lists.list({ from, options }))
  }

  async callTool(
    call: UpstreamCall,
    { definition, signal, onProgress }: UpstreamRequestOptions & { definition?: unknown } = {},
  ): Promise<Record<string, unknown>> {
    const options = optionsOf({ signal, onProgress })
    const refetch = async () => {
      const { tools } = await this.#lists.list({ from: 'anew', options: { signal } })
      return tools.find((tool) => (tool as { name: unknown }).name === call.name)
    }
    // In v2 the schema of results cannot be chosen.
    const rest = this.#version === 'v1' ? [ANY_RESULT, options] : [options]
    const given = { version: this.#version, params: call, rest, definition, refetch }
    const result = await this.#reach('call', signal, () => callClient(this.#client, given))
    return result as Record<string, unknown>
  }

  async request(
    method: string,
    params: Readonly<Record<string, unknown>> = {},
    { signal, onProgress }: UpstreamRequestOptions = {},
  ): Promise<Record<string, unknown>> {
    const options = optionsOf({ signal, onProgress })
    const send = () => this.#client.request({ method, params }, ANY_RESULT, options)
    return (await this.#reach('request', signal, send)) as Record<string, unknown>
  }

  onEvent(): () => void {
    return () => {}
  }

  async close(): Promise<void> {
    this.#isClosed = true
    try {
      await this.#client.close()
    } catch {
      // What is gone need not be closed.
    }
  }

  async #reach<Result>(
    phase: FailedRequest['phase'],
    signal: AbortSignal | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    try {
      if (this.#isClosed) throw this.#failed('it was closed. Connect it again.')
      return await work()
    } catch (error) {
      throw clientFailure(error, { server: this.key, phase, signal })
    }
  }

  #failed(what: string): CribError {
    const message = `The server ${JSON.stringify(this.key)} cannot be reached: ${what}`
    return new CribError('server-failed', message, { details: { server: this.key, phase: 'start' } })
  }
}

/** What is undefined must not stand there: SDK v1 takes a key for a wish. */
function optionsOf({ signal, onProgress }: UpstreamRequestOptions): object {
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onprogress: onProgress }),
  }
}
