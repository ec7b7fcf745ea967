import { randomBytes } from 'node:crypto'
import type { Crib } from '../../crib/Crib.js'
import { CribError } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import type { TokenCounter } from '../../tokens/TokenCounter.js'
import type { Tool } from '../../tool/Tool.js'
import type { Relay } from '../relay/createRelay.js'
import type { Peer } from '../relay/Peer.js'
import type { ManagedUpstream } from '../upstream/ManagedUpstream.js'
import type { Engine } from './Engine.js'
import type { GatewayOptions } from './GatewayOptions.js'
import { type Gate, type GateAction, type GateTarget, openGate } from './gate/Gate.js'
import { type Host, SHARED_CONTEXT } from './HostOwner.js'
import { Metrics } from './Metrics.js'
import { DEFAULT_PROFILE, type Profile } from './profiles/Profile.js'
import { KeptResults } from './results/KeptResults.js'
import { LinkedResources } from './results/LinkedResources.js'
import type { Stock } from './stock/Stock.js'
import type { StockView } from './stock/StockView.js'
import type { UpstreamPool } from './UpstreamPool.js'

/** What a gateway is made of; `createGateway` makes it. */
export interface GatewayParts {
  keys: readonly string[]
  options: GatewayOptions
  info: { name: string; version: string }
  stock: Stock
  engine: Engine
  pool: UpstreamPool
  relay: Relay
  /** The one client of stdio, where there is one. */
  host: Host
  profiles: ReadonlyMap<string, Profile>
  isReadOnly: (tool: Tool) => boolean
  loadCounter: () => Promise<TokenCounter>
}

/** Servers whose advice was told, kept for so many contexts. */
const MAX_CONTEXTS = 1_000
/** Further connections to a server, beside one that is waited on. */
const MAX_SPARES = 32
/** Unknown names that are remembered. */
const MAX_MISSED = 1_000

/** Different sentences that the user is told. */
const MAX_WARNED = 1_000

/** One MCP server in front of many: what all its connections share. */
export class Gateway {
  readonly parts: GatewayParts
  readonly metrics = new Metrics()
  /** What states of confirmations are signed with. */
  readonly confirmKey = randomBytes(32)
  readonly results = new KeptResults()
  readonly links = new LinkedResources()
  readonly #advised = new Map<string, Set<string>>()
  /** Names that no list had when it was read for them. */
  readonly #missed = new Set<string>()
  readonly #warned = new Set<string>()
  #closing: Promise<void> | undefined

  constructor(parts: GatewayParts) {
    this.parts = parts
    parts.stock.on('changed', () => this.#missed.clear())
  }

  /** Keys of the servers, in the order of the configuration. */
  get keys(): readonly string[] {
    return this.parts.keys
  }

  /** The profile of that name. Throws `option-invalid` where there is none. */
  profile(name: string = DEFAULT_PROFILE): Profile {
    const profile = this.parts.profiles.get(name)
    if (profile !== undefined) return profile
    const known = [...this.parts.profiles.keys()].join(', ')
    const message = `There is no profile ${showValue(name)}. The profiles are: ${known}.`
    throw new CribError('option-invalid', message, { details: { option: 'profile', value: name } })
  }

  /** The last known catalog; waits only for servers of which nothing is known, and not for long. */
  async view(): Promise<StockView> {
    return await this.parts.stock.known(this.parts.options.listWaitMs ?? 900)
  }

  /**
   * Reads the lists of the server that a name seems to be of, once for each name until the catalog changes. False where
   * nothing was read.
   */
  async relistFor(name: string, signal: AbortSignal): Promise<boolean> {
    const key = this.#keyIn(name)
    return key === undefined ? false : await this.relistOf(key, name, signal)
  }

  /** The server that a name seems to be of and why it is not available now; undefined where it is, or there is none. */
  unavailableFor(name: string): { server: string; reason: string } | undefined {
    const key = this.#keyIn(name)
    return this.parts.stock.unavailable.find(({ server }) => server === key)
  }

  /** As `relistFor`, for a name on a server that is known. */
  async relistOf(key: string, name: string, signal: AbortSignal): Promise<boolean> {
    const missed = JSON.stringify([key, name])
    if (this.#missed.has(missed)) return false
    await this.parts.stock.relist(key, signal)
    if (this.#missed.size >= MAX_MISSED) this.#missed.clear()
    this.#missed.add(missed)
    return true
  }

  /** The engine over a view. */
  async crib(view: StockView): Promise<Crib> {
    return await this.parts.engine.over(view)
  }

  /**
   * What keeps others out, or undefined where the gate lets it pass. The rules of a profile on prompts and resources are part
   * of it; those on tools are not, since a pin goes before them.
   */
  denied(
    who: { profile: Profile; context: string },
    action: GateAction,
    target: GateTarget,
  ): string | undefined {
    const { gate = openGate } = this.parts.options
    const { server, name } = target
    const isTool = action !== 'prompt' && action !== 'resource'
    if (!isTool && !who.profile.shows({ id: `${server}/${name}`, server, name }))
      return `The profile leaves ${showValue(name)} of ${showValue(server)} out.`
    const verdict = gate({ profile: who.profile.name, context: who.context }, action, target)
    return verdict === 'allow' ? undefined : verdict.deny
  }

  /** Whether the gate treats all alike, so that what it leaves of a list can be kept. */
  get isOpen(): boolean {
    const gate: Gate | undefined = this.parts.options.gate
    return gate === undefined || gate === openGate
  }

  /** Tells the user a sentence, the first time that it is to be told. */
  warnOnce(message: string): void {
    if (this.#warned.has(message) || this.#warned.size >= MAX_WARNED) return
    this.#warned.add(message)
    this.parts.options.onWarning?.(message)
  }

  /** Where each server is in its life, by key. */
  get states(): Map<string, string> {
    return new Map(this.keys.map((key) => [key, this.upstream(SHARED_CONTEXT, key).state.status]))
  }

  /** The connection that a context has to a server. */
  upstream(context: string, key: string): ManagedUpstream {
    return this.parts.pool.get(key, context)
  }

  /**
   * The connection for a request of a client. Clients of 2026 share one; where a request on it waits for its client, or was
   * cancelled, another is taken, since nobody could tell whom the server asks.
   */
  upstreamFor({ era, caller, context }: Peer, key: string): ManagedUpstream {
    const first = this.upstream(context, key)
    if (era === 'legacy' || caller !== undefined) return first
    for (let spare = 0; spare <= MAX_SPARES; spare++) {
      const upstream = spare === 0 ? first : this.upstream(`${context} ${spare}`, key)
      if (!upstream.isHaunted) return upstream
    }
    return first
  }

  /**
   * Servers whose advice a client was given already. Undefined where requests do not tell whose they are: several clients
   * of 2026 share one context, and each request stands for itself.
   */
  advised({ era, caller, context }: Peer): Set<string> | undefined {
    if (era === 'modern' && caller === undefined) return undefined
    const known = this.#advised.get(context) ?? new Set<string>()
    this.#advised.set(context, known)
    if (this.#advised.size > MAX_CONTEXTS) this.#advised.delete(this.#advised.keys().next().value!)
    return known
  }

  /** Takes a connection of 2025 in. Returns the way to end what belongs to it, once it is gone. */
  enter(peer: Peer): () => Promise<void> {
    const { pool, relay, host } = this.parts
    const { context } = peer
    if (context === SHARED_CONTEXT) host.current = peer
    else pool.begin(context, peer)
    return async () => {
      this.#advised.delete(context)
      this.results.end(context)
      this.links.end(context)
      relay.end(context)
      if (context !== SHARED_CONTEXT) await pool.end(context)
      else if (host.current === peer) host.current = undefined
    }
  }

  /** Tells something to every server that works for a context. */
  async tellServers(context: string, method: string): Promise<void> {
    await Promise.all(this.keys.map((key) => this.upstream(context, key).notify(method)))
  }

  /** Called when the catalog truly changed. Returns the way to stop it. */
  onChange(listener: () => void): () => void {
    this.parts.stock.on('changed', listener)
    return () => void this.parts.stock.off('changed', listener)
  }

  /** Ends every connection and process and frees the engine. */
  async close(): Promise<void> {
    this.#closing ??= this.#close()
    await this.#closing
  }

  /** The longest key that a name begins with: prompts have it as it is, tools without odd characters. */
  #keyIn(name: string): string | undefined {
    const begins = (key: string) => name.startsWith(`${key}__`)
    return this.keys
      .filter((key) => begins(key) || begins(key.replace(/[^A-Za-z0-9_-]/g, '_')))
      .sort((a, b) => b.length - a.length)[0]
  }

  async #close(): Promise<void> {
    const { stock, pool, relay, engine } = this.parts
    relay.end()
    await Promise.all([stock.close(), pool.close()])
    await engine.close()
  }
}
