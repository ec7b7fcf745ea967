import type { IncomingHttpHeaders } from 'node:http'
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  LOG_LEVEL_META_KEY,
  type LoggingLevel,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server'
import { ENVELOPE_KEYS, type KnownEnvelopes } from './KnownEnvelopes.js'

type Members = Readonly<Record<string, unknown>>

/** A `tools/call` of which nothing is out of the ordinary. */
export interface PlainCall {
  era: 'legacy' | 'modern'
  id: string | number
  /** Without what the protocol of 2026 adds to each request. */
  params: Members
  /** Of the session, in 2025. */
  session?: string
  /** What the request says that its client can do, in 2026. */
  capabilities?: ClientCapabilities
  /** The least severe log messages that it asks for, in 2026. */
  logLevel?: LoggingLevel | undefined
}

const METHOD = 'tools/call'
const MESSAGE_KEYS: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'method', 'params'])
/** Params with which a client of 2026 goes on with a call. */
const RETRY_KEYS = ['inputResponses', 'requestState']
const RESERVED = 'io.modelcontextprotocol/'
const MODERN_VERSION = '2026-07-28'

/**
 * Reads a plain call of a tool from a `POST`. Undefined for everything else, whatever is odd about it: the SDK, which takes
 * that, says so in its own words. This must never take what the SDK would refuse.
 *
 * @param known Remembers which envelopes of 2026 the SDK accepts.
 */
export function plainCallOf(
  headers: IncomingHttpHeaders,
  body: unknown,
  known: KnownEnvelopes,
): PlainCall | undefined {
  if (headers['content-type'] !== 'application/json' || !isObject(body)) return undefined
  const { jsonrpc, id, method, params } = body
  if (jsonrpc !== '2.0' || method !== METHOD || !isId(id) || !isObject(params)) return undefined
  if (!Object.keys(body).every((key) => MESSAGE_KEYS.has(key))) return undefined
  if (RETRY_KEYS.some((key) => key in params)) return undefined
  const { name, _meta: meta } = params
  if (typeof name !== 'string' || !(meta === undefined || isMeta(meta))) return undefined
  const version = headers['mcp-protocol-version']
  if (version === MODERN_VERSION) return modernCall({ id, name, params, meta }, { headers, body, known })
  return isLegacy(headers, meta)
    ? { era: 'legacy', id, params, session: String(headers['mcp-session-id']) }
    : undefined
}

function isLegacy(headers: IncomingHttpHeaders, meta: Members | undefined): boolean {
  const { accept, 'mcp-protocol-version': version, 'mcp-session-id': session } = headers
  if (typeof session !== 'string') return false
  if (accept?.includes('application/json') !== true || !accept.includes('text/event-stream')) return false
  if (version !== undefined && !SUPPORTED_PROTOCOL_VERSIONS.includes(String(version))) return false
  return meta === undefined || !Object.keys(meta).some((key) => key.startsWith(RESERVED))
}

function modernCall(
  {
    id,
    name,
    params,
    meta,
  }: { id: string | number; name: string; params: Members; meta: Members | undefined },
  { headers, body, known }: { headers: IncomingHttpHeaders; body: Members; known: KnownEnvelopes },
): PlainCall | undefined {
  // A name that looks encoded has to be decoded before it is compared.
  if (headers['mcp-method'] !== METHOD || headers['mcp-name'] !== name || name.startsWith('=?'))
    return undefined
  if (meta === undefined || !known.accepts(meta, { version: MODERN_VERSION, method: METHOD, name, body }))
    return undefined
  const { _meta: _, ...rest } = params
  const own = Object.entries(meta).filter(([key]) => !ENVELOPE_KEYS.includes(key))
  return {
    ...{ era: 'modern', id },
    params: own.length === 0 ? rest : { ...rest, _meta: Object.fromEntries(own) },
    capabilities: meta[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities,
    logLevel: meta[LOG_LEVEL_META_KEY] as LoggingLevel | undefined,
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isId(id: unknown): id is string | number {
  return typeof id === 'string' || Number.isSafeInteger(id)
}

function isMeta(meta: unknown): meta is Members {
  if (!isObject(meta)) return false
  const { progressToken: token } = meta
  return token === undefined || isId(token)
}
