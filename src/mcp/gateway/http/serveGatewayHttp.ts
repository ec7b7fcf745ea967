import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createMcpHandler, isLegacyRequest, type McpHttpHandler } from '@modelcontextprotocol/server'
import { CribError, refuseUnknownOptions } from '../../../errors.js'
import { showValue } from '../../../text/showValue.js'
import { pause } from '../../pause.js'
import { createFace } from '../face/createFace.js'
import { Subscriptions } from '../face/Subscriptions.js'
import { watchListed } from '../face/watchListed.js'
import type { Gateway } from '../Gateway.js'
import { SHARED_CONTEXT } from '../HostOwner.js'
import { DEFAULT_PROFILE, type Profile } from '../profiles/Profile.js'
import { tellChanges } from '../stdio/tellChanges.js'
import { type DoorOptions, refusalOf } from './doorkeeper.js'
import { LegacySessions } from './LegacySessions.js'
import { parsedBody, readBody, sendWebResponse, toWebRequest } from './nodeFetch.js'
import { withStatus } from './withStatus.js'

/** Options of `serveGatewayHttp`. Unknown keys are the error `option-unknown`. */
export interface ServeHttpOptions {
  gateway: Gateway
  /** 0 to 65,535; 0 takes a free one. Default 0. */
  port?: number | undefined
  /** Address to listen at. Default `127.0.0.1`; one that other machines reach needs a token. */
  host?: string | undefined
  /** What clients have to send as `Authorization: Bearer`. Default: nothing, and `/metrics` is refused. */
  token?: string | undefined
  /** Names, besides those of loopback and `host`, under which the gateway may be asked for. Default: none. */
  allowedHosts?: readonly string[] | undefined
  /** Origins of web pages that may connect, besides those of this machine. Default: none. */
  allowedOrigins?: readonly string[] | undefined
  /** Most bytes of a request, 1 or more. Default 4 MiB. */
  maxBody?: number | undefined
  /** Most sessions of 2025 at a time, 1 or more. Default 1,000. */
  maxSessions?: number | undefined
  /** Milliseconds after which a session without an open request or stream is ended, 1 or more. Default 1,800,000. */
  sessionIdleMs?: number | undefined
  /** Called with faults that no answer tells of. Default: they are not told. */
  onWarning?: ((message: string) => void) | undefined
}

/** A gateway that is served over HTTP. */
export interface HttpGateway {
  /** Of the unnamed profile. */
  readonly url: string
  /** Takes no more requests, lets those under way end for up to 5 s, and ends every session. */
  close(): Promise<void>
}

const OPTIONS = [
  'gateway',
  'port',
  'host',
  'token',
  'allowedHosts',
  'allowedOrigins',
  'maxBody',
  'maxSessions',
  'sessionIdleMs',
  'onWarning',
] as const
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/
/** Milliseconds that an idle connection is kept. After Node's 5 s, clients meet connections that are just being closed. */
const KEEP_ALIVE_MS = 65_000
/** Milliseconds that requests under way have to end. */
const GRACE_MS = 5_000

/**
 * Serves a gateway over Streamable HTTP in both eras: `/mcp`, `/mcp/p/<profile>`, `/healthz` and, for who has the token,
 * `/metrics`. Resolves when it listens.
 *
 * @throws CribError `option-unknown`, or `option-invalid` for an address that others reach without a token, or that is taken.
 */
export async function serveGatewayHttp(options: ServeHttpOptions): Promise<HttpGateway> {
  refuseUnknownOptions('serveGatewayHttp', options, OPTIONS)
  const { gateway, port = 0, host = '127.0.0.1', token, allowedHosts = [], allowedOrigins = [] } = options
  if (!LOOPBACK.test(host) && token === undefined) {
    const message = `The address ${showValue(host)} can be reached by other machines, and no token is set. Set one ($TOOLCRIB_TOKEN), or listen at 127.0.0.1.`
    throw new CribError('option-invalid', message, { details: { option: 'host', value: host } })
  }
  const door = {
    token,
    allowedOrigins,
    allowedHosts: [urlHost(host), ...allowedHosts].map((name) => name.toLowerCase()),
  }
  const {
    maxBody = 4 * 1024 * 1024,
    maxSessions = 1_000,
    sessionIdleMs: idleMs = 1_800_000,
    onWarning = () => {},
  } = options
  const desk = new HttpDesk(gateway, { door, maxBody, maxSessions, idleMs, onWarning })
  const server = createServer((incoming, outgoing) => void desk.serve(incoming, outgoing))
  server.keepAliveTimeout = KEEP_ALIVE_MS
  await listen(server, port, host)
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://${urlHost(host)}:${taken}/mcp`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await desk.drain(GRACE_MS)
      server.closeAllConnections()
      await closed
    },
  }
}

/** An address as URLs and `Host` write it: one of IPv6 stands in brackets. */
function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

async function listen(server: HttpServer, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message = `The gateway cannot listen at ${host}:${port} (${error.code}). Give another --http port or --host.`
      reject(
        new CribError('option-invalid', message, { details: { option: 'port', value: port }, cause: error }),
      )
    })
    server.listen(port, host, resolve)
  })
}

interface DeskParts {
  door: DoorOptions
  maxBody: number
  maxSessions: number
  idleMs: number
  onWarning: (message: string) => void
}

/** Routes requests to profiles and eras. */
class HttpDesk {
  readonly #gateway: Gateway
  readonly #parts: DeskParts
  readonly #sessions: LegacySessions
  readonly #modern = new Map<Profile, McpHttpHandler>()
  readonly #stop: () => void
  readonly #open = new Set<ServerResponse>()

  constructor(gateway: Gateway, parts: DeskParts) {
    this.#gateway = gateway
    this.#parts = parts
    this.#sessions = new LegacySessions(gateway, parts)
    const stopFaces = tellChanges(gateway, () => this.#sessions.faces)
    const stopStreams = gateway.onChange(() => {
      for (const { notify } of this.#modern.values()) {
        notify.toolsChanged()
        notify.promptsChanged()
        notify.resourcesChanged()
      }
    })
    this.#stop = () => {
      stopFaces()
      stopStreams()
    }
  }

  /** Never rejects. */
  async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const gone = new AbortController()
    if (!isStream(incoming)) this.#open.add(outgoing)
    outgoing.once('close', () => {
      this.#open.delete(outgoing)
      gone.abort()
    })
    try {
      await sendWebResponse(await this.#answer(incoming, gone.signal), outgoing)
    } catch (error) {
      this.#parts.onWarning(error instanceof Error ? error.message : String(error))
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
    }
  }

  /** Waits for what is under way, then ends every session and stream. */
  async drain(ms: number): Promise<void> {
    const deadline = performance.now() + ms
    while (this.#open.size > 0 && performance.now() < deadline) await pause(10)
    this.#stop()
    await Promise.all([...this.#modern.values()].map((handler) => handler.close()))
    await this.#sessions.close()
  }

  async #answer(incoming: IncomingMessage, signal: AbortSignal): Promise<Response> {
    const pathname = incoming.url?.split('?', 1)[0]
    if (pathname === '/healthz') return Response.json({ status: 'ok' })
    const refusal = refusalOf(incoming.headers, this.#parts.door)
    if (refusal !== undefined) return refused(refusal.status, refusal.message)
    if (pathname === '/metrics') return this.#parts.door.token === undefined ? metricsOff() : this.#metrics()
    const profile = this.#profileAt(pathname)
    if (profile === undefined) return refused(404, 'There is nothing here. The gateway is at /mcp.')
    const hasBody = incoming.method === 'POST'
    const body = hasBody ? await readBody(incoming, this.#parts.maxBody) : undefined
    if (hasBody && body === undefined)
      return refused(413, `The request has more than ${this.#parts.maxBody} bytes.`)
    // Parsed once: the SDK would clone and read the request for its era, and read it again for its answer.
    const parsed = parsedBody(body)
    const request = toWebRequest(incoming, parsed === undefined ? body : undefined, signal)
    const given = parsed === undefined ? {} : { parsedBody: parsed }
    if (await isLegacyRequest(request, parsed)) return await this.#sessions.fetch(request, { profile, given })
    const handler = this.#handlerOf(profile)
    if (isListen(incoming)) await this.#watch(body!, { profile, handler, signal })
    return await withStatus(await handler.fetch(request, given))
  }

  #profileAt(pathname = ''): Profile | undefined {
    const { profiles } = this.#gateway.parts
    if (pathname === '/mcp') return profiles.get(DEFAULT_PROFILE)
    const [, name] = /^\/mcp\/p\/([A-Za-z0-9_-]+)$/.exec(pathname) ?? []
    return name === undefined ? undefined : profiles.get(name)
  }

  #handlerOf(profile: Profile): McpHttpHandler {
    const gateway = this.#gateway
    const made =
      this.#modern.get(profile) ??
      createMcpHandler(
        async () => await createFace({ gateway, profile, era: 'modern', context: SHARED_CONTEXT }),
        {
          legacy: 'reject',
          maxRequestBodySize: this.#parts.maxBody,
          onerror: ({ message }) => this.#parts.onWarning(message),
        },
      )
    this.#modern.set(profile, made)
    return made
  }

  /** The SDK serves the stream of a subscription itself; what it is to hear of has to be watched at the servers. */
  async #watch(
    body: Buffer,
    { profile, handler, signal }: { profile: Profile; handler: McpHttpHandler; signal: AbortSignal },
  ): Promise<void> {
    const subscriptions = new Subscriptions(({ uri }) => handler.notify.resourceUpdated(uri))
    signal.addEventListener('abort', () => void subscriptions.close())
    const who = { gateway: this.#gateway, profile, context: SHARED_CONTEXT }
    await watchListed(body.toString('utf8'), who, subscriptions)
  }

  #metrics(): Response {
    const text = this.#gateway.metrics.text(this.#gateway.states)
    return new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4' } })
  }
}

/** They name servers and tell what is done with them, which is not for every process of this machine. */
function metricsOff(): Response {
  return refused(
    403,
    'Metrics need a token, and none is set. Set $TOOLCRIB_TOKEN, and send it as Authorization: Bearer TOKEN.',
  )
}

/** Whether a request is for news, so that it has no end of its own. */
function isStream(incoming: IncomingMessage): boolean {
  return incoming.method === 'GET' || isListen(incoming)
}

function isListen({ method, headers }: IncomingMessage): boolean {
  return method === 'POST' && headers['mcp-method'] === 'subscriptions/listen'
}

/** What was too long was not read to its end, so that nothing can follow on its connection. */
const HEADERS: ReadonlyMap<number, Record<string, string>> = new Map([
  [401, { 'www-authenticate': 'Bearer' }],
  [413, { connection: 'close' }],
])

function refused(status: number, message: string): Response {
  const headers = HEADERS.get(status) ?? {}
  const error = { code: -32000, message }
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status, headers })
}
