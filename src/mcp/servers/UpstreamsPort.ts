import { CribError, throwIfAborted } from '../../errors.js'
import type { ToolSource } from '../../tool/Tool.js'
import type {
  DeskList,
  DeskListRequest,
  DeskPort,
  DeskRejected,
  DeskRequest,
  RoutedCall,
  ToolRoute,
  UnavailableServer,
} from '../desk/DeskPort.js'
import type { ToolsList } from '../listing/requestAllTools.js'
import { oneLine } from '../oneLine.js'
import type { Upstream, UpstreamRequestOptions } from '../upstream/Upstream.js'
import type { UpstreamState } from '../upstream/UpstreamState.js'
import { settledWithin } from './settledWithin.js'

/** A list of one server, or why there is none. */
type Listed = { list: ToolsList } | { reason: string }

/** A list on its way, and until when (`performance.now()`) lists wait for it. */
interface Asked {
  list: Promise<ToolsList>
  waitUntil: number
}

/** Many servers as what a desk lists and calls. `given` of a call's request is its `onProgress`. */
export class UpstreamsPort implements DeskPort {
  readonly #upstreams: ReadonlyMap<string, Upstream>
  readonly #waitMs: number
  /** Asked for and not answered: a server that hangs must not get another request with every list. */
  readonly #pending = new Map<Upstream, Asked>()
  readonly #known = new Map<Upstream, ToolsList>()

  constructor(upstreams: ReadonlyMap<string, Upstream>, { waitMs }: { waitMs: number }) {
    this.#upstreams = upstreams
    this.#waitMs = waitMs
  }

  /** All servers at a time; one that fails or is slow is named and does not fail the list. Rejects with `aborted`. */
  async list({ from, server: only, signal }: DeskListRequest): Promise<DeskList> {
    throwIfAborted(signal)
    const upstreams = [...this.#upstreams.values()]
    const fromOf = ({ key }: Upstream) => (only === undefined || only === key ? from : 'known')
    const all = await Promise.all(
      upstreams.map((upstream) => this.#listOne(upstream, fromOf(upstream), signal)),
    )
    throwIfAborted(signal)
    const sources: ToolSource[] = []
    const rejected: DeskRejected[] = []
    const unavailable: UnavailableServer[] = []
    for (const [at, listed] of all.entries()) {
      const server = upstreams[at]!.key
      if ('reason' in listed) {
        unavailable.push({ server, reason: listed.reason })
        continue
      }
      sources.push({ server, tools: listed.list.tools })
      for (const bad of listed.list.rejected) rejected.push({ server, ...bad })
    }
    return { sources, rejected, unavailable, rest: {} }
  }

  async send(
    { server, name, params, definition }: RoutedCall,
    { signal, given }: DeskRequest,
  ): Promise<unknown> {
    const { arguments: args, _meta } = params
    const call = {
      name,
      ...(args === undefined ? {} : { arguments: args as Record<string, unknown> }),
      ...(_meta === undefined ? {} : { _meta }),
    }
    const onProgress = given as UpstreamRequestOptions['onProgress']
    return await this.#upstreams.get(server!)!.callTool(call, { signal, onProgress, definition })
  }

  /** The names of a server begin with its key; where two keys do, the longer one is meant. */
  routeUnlisted(name: string): ToolRoute | undefined {
    const server = [...this.#upstreams.keys()]
      .filter((key) => String(name).startsWith(`${key}__`) && name.length > key.length + 2)
      .sort((a, b) => b.length - a.length)[0]
    return server === undefined ? undefined : { server, name: name.slice(server.length + 2) }
  }

  async #listOne(
    upstream: Upstream,
    from: DeskListRequest['from'],
    signal: AbortSignal | undefined,
  ): Promise<Listed> {
    const { state } = upstream
    const { list, waitUntil } = this.#ask(upstream, from)
    const wentDown = new AbortController()
    const stop = upstream.onEvent(
      (event) => event.type === 'state' && isDown(event.state) && wentDown.abort(),
    )
    const ms = Math.max(0, waitUntil - performance.now())
    const outcome = await settledWithin(list, { ms, signals: [signal, wentDown.signal] })
    stop()
    if (outcome === undefined) return this.#late(upstream, isDown(state) ? state : upstream.state)
    return outcome.status === 'fulfilled' ? { list: outcome.value } : { reason: reasonOf(outcome.reason) }
  }

  #ask(upstream: Upstream, from: DeskListRequest['from']): Asked {
    const pending = this.#pending.get(upstream)
    if (pending !== undefined && from === 'known') return pending
    // What is down is tried again, but an agent that lists in each turn must not wait for that in each turn.
    const waitMs = isDown(upstream.state) ? 0 : this.#waitMs
    const asked = { list: upstream.listTools({ from }), waitUntil: performance.now() + waitMs }
    this.#pending.set(upstream, asked)
    const settled = () => {
      if (this.#pending.get(upstream) === asked) this.#pending.delete(upstream)
    }
    asked.list.then((list) => {
      this.#known.set(upstream, list)
      settled()
    }, settled)
    return asked
  }

  #late(upstream: Upstream, state: UpstreamState): Listed {
    const list = this.#known.get(upstream)
    if (list !== undefined) return { list }
    if (state.status === 'starting') return { reason: 'still starting' }
    if ('error' in state) return { reason: reasonOf(state.error) }
    return { reason: `did not list its tools within ${this.#waitMs} ms` }
  }
}

function isDown({ status }: UpstreamState): boolean {
  return status === 'waiting' || status === 'failed'
}

function reasonOf(error: unknown): string {
  return oneLine(CribError.is(error) || error instanceof Error ? error.message : String(error), 200)
}
