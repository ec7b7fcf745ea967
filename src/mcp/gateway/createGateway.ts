import { checkOptions } from '../../crib/checkOptions.js'
import { CribError } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import { loadTokenCounter } from '../../tokens/loadTokenCounter.js'
import type { TrustStore } from '../../trust/TrustStore.js'
import type { ServerEntry } from '../config/ServerEntry.js'
import { defaultClientInfo } from '../defaultClientInfo.js'
import { readOnlyRule } from '../desk/readOnlyRule.js'
import { createRelay } from '../relay/createRelay.js'
import { RELAYED_CAPABILITIES } from '../relay/RELAYED_CAPABILITIES.js'
import { ManagedUpstream } from '../upstream/ManagedUpstream.js'
import { Engine } from './Engine.js'
import { Gateway } from './Gateway.js'
import { type GatewayOptions, gatewayOptionsSchema } from './GatewayOptions.js'
import { type Host, HostOwner, SHARED_CONTEXT } from './HostOwner.js'
import { createProfile, DEFAULT_PROFILE, type Profile } from './profiles/Profile.js'
import { PROFILE_SHAPE, type ProfileOptions } from './profiles/ProfileOptions.js'
import { Stock } from './stock/Stock.js'
import { UpstreamPool } from './UpstreamPool.js'

/** What setTimeout holds: the host's own limit on a call is the shorter one. */
const NO_LIMIT_MS = 2_147_483_647

/**
 * One MCP server in front of all servers of a configuration. Resolves at once, with what is known from the last time;
 * servers start meanwhile. `close()` ends every process.
 *
 * @param entries By server key, as `parseServersConfig` gives them.
 * @throws CribError `option-unknown`, `option-invalid`, `glob-invalid`, and as the trust store does where it cannot be read.
 */
export async function createGateway(
  entries: ReadonlyMap<string, ServerEntry>,
  options: GatewayOptions = {},
): Promise<Gateway> {
  checkOptions('createGateway', options, gatewayOptionsSchema)
  const keys = [...entries.keys()]
  refuseUnknownKeys(options, keys)
  const { tokenizer = 'o200k_base', trusted = [], readOnly = [], trust = await forgetful() } = options
  const { info = defaultClientInfo(), concurrency = 4, catalogFile, onWarning = () => {} } = options
  const { embedder, index, calibration, defences, requires } = options
  const isTrusted = new Set<string | undefined>(trusted)
  let stock: Stock | undefined
  const host: Host = { current: undefined }
  const pool = poolOf(entries, options, { clientInfo: info, host, onOpen: (one) => stock?.heed(one) })
  pool.begin(SHARED_CONTEXT)
  const lists = new Map(keys.map((key) => [key, pool.get(key, SHARED_CONTEXT)]))
  stock = new Stock({ upstreams: lists, entries, trust, file: catalogFile, concurrency, onWarning })
  for (const upstream of lists.values()) {
    stock.heed(upstream)
    upstream.onEvent((event) => event.type === 'state' && options.onStatus?.(upstream.key, event.state))
  }
  const gateway = new Gateway({
    keys,
    options,
    info,
    profiles: profilesOf(options, keys),
    engine: new Engine({ embedder, index, tokenizer, calibration, defences, requires }),
    pool,
    host,
    relay: createRelay(),
    isReadOnly: readOnlyRule({ globs: readOnly, by: 'id', isTrusted: (server) => isTrusted.has(server) }),
    loadCounter: async () => (typeof tokenizer === 'string' ? await loadTokenCounter(tokenizer) : tokenizer),
    stock,
  })
  await stock.open()
  return gateway
}

/** A store for the life of the process. */
async function forgetful(): Promise<TrustStore> {
  return (await import('../../trust/drivers/memoryTrustStore.js')).createMemoryTrustStore()
}

function poolOf(
  entries: ReadonlyMap<string, ServerEntry>,
  { startTimeoutMs = 30_000, retries = 2, servers = {}, authProvider }: GatewayOptions,
  {
    clientInfo,
    host,
    onOpen,
  }: {
    clientInfo: { name: string; version: string }
    host: Host
    onOpen: (upstream: ManagedUpstream) => void
  },
): UpstreamPool {
  const capabilities = RELAYED_CAPABILITIES
  const same = { startTimeoutMs, retries, clientInfo, callTimeoutMs: NO_LIMIT_MS, capabilities }
  return new UpstreamPool({
    isolation: (key) => servers[key]?.isolation ?? 'session',
    open: (key, owner) => {
      const options = {
        ...same,
        auth: authProvider?.(key),
        relay: { owner: owner ?? new HostOwner(key, host) },
      }
      const upstream = new ManagedUpstream(key, entries.get(key)!, options)
      onOpen(upstream)
      return upstream
    },
  })
}

function profilesOf(options: GatewayOptions, keys: readonly string[]): Map<string, Profile> {
  const own = Object.fromEntries(
    Object.keys(PROFILE_SHAPE).map((name) => [name, options[name as keyof ProfileOptions]]),
  ) as ProfileOptions
  const named = Object.entries(options.profiles ?? {})
  if (named.some(([name]) => name === DEFAULT_PROFILE)) {
    const message = `A profile is called "${DEFAULT_PROFILE}", which is the one that the options themselves describe. Give it another name.`
    throw new CribError('option-invalid', message, {
      details: { option: 'profiles', value: DEFAULT_PROFILE },
    })
  }
  const all: [string, ProfileOptions][] = [[DEFAULT_PROFILE, own], ...named]
  return new Map(all.map(([name, profile]) => [name, createProfile(name, profile, keys)]))
}

function refuseUnknownKeys({ trusted = [], servers = {} }: GatewayOptions, keys: readonly string[]): void {
  for (const [option, named] of [
    ['trusted', trusted],
    ['servers', Object.keys(servers)],
  ] as const) {
    const unknown = named.find((key) => !keys.includes(key))
    if (unknown === undefined) continue
    const message = `The option \`${option}\` names ${showValue(unknown)}, which is no server. The keys are: ${keys.join(', ')}.`
    throw new CribError('option-invalid', message, { details: { option, value: unknown } })
  }
}
