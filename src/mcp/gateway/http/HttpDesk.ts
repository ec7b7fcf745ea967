import type { IncomingMessage, ServerResponse } from 'node:http'
import { createMcpHandler, isLegacyRequest, type McpHttpHandler } from '@modelcontextprotocol/server'
import { pause } from '../../pause.js'
import { createFace } from '../face/createFace.js'
import { Subscriptions } from '../face/Subscriptions.js'
import { watchListed } from '../face/watchListed.js'
import type { Gateway } from '../Gateway.js'
import { SHARED_CONTEXT } from '../HostOwner.js'
import { DEFAULT_PROFILE, type Profile } from '../profiles/Profile.js'
import { tellChanges } from '../stdio/tellChanges.js'
import { type DoorOptions, refusalOf } from './doorkeeper.js'
import { HeldCall } from './HeldCall.js'
import { holdModern } from './holdModern.js'
import { KnownEnvelopes } from './KnownEnvelopes.js'
import { LegacySessions, type SessionLimits } from './LegacySessions.js'
import { type Exchange, parsedBody, readBody, sendWebResponse, toWebRequest } from './nodeFetch.js'
import { type PlainCall, plainCallOf } from './plainCall.js'
import { withStatus } from './withStatus.js'

/** How requests are taken. */
export interface HttpDeskParts extends SessionLimits {
  door: DoorOptions
  /** Called with faults that no answer tells of. */
  onWarning: (message: string) => void
}

/** A request that may come in. */
interface Received {
  profile: Profile
  /** Of a `POST`. */
  body: Buffer | undefined
  /** The body as JSON, where it is some. */
  parsed: unknown
}

/** Routes requests to profiles and eras. */
export class HttpDesk {
  readonly #gateway: Gateway
  readonly #parts: HttpDeskParts
  readonly #sessions: LegacySessions
  readonly #modern = new Map<Profile, McpHttpHandler>()
  readonly #known = new KnownEnvelopes()
  readonly #stop: () => void
  readonly #open = new Set<ServerResponse>()

  constructor(gateway: Gateway, parts: HttpDeskParts) {
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
    if (!isStream(incoming)) {
      this.#open.add(outgoing)
      outgoing.once('close', () => this.#open.delete(outgoing))
    }
    try {
      await this.#answer({ incoming, outgoing })
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

  async #answer(exchange: Exchange): Promise<void> {
    const { incoming, outgoing } = exchange
    const received = await this.#receive(incoming)
    if (received instanceof Response) return await sendWebResponse(received, outgoing)
    if (received.parsed !== undefined) {
      const call = plainCallOf(incoming.headers, received.parsed, this.#known)
      const held = call !== undefined && this.#hold(call, { ...exchange, ...received })
      if (held !== false) return await held
    }
    const gone = new AbortController()
    if (outgoing.destroyed) gone.abort()
    else outgoing.once('close', () => gone.abort())
    await sendWebResponse(await this.#serveRest(incoming, { ...received, signal: gone.signal }), outgoing)
  }

  /** A request that may come in, read; or the answer to one that may not. */
  async #receive(incoming: IncomingMessage): Promise<Received | Response> {
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
    return { profile, body, parsed: parsedBody(body) }
  }

  #hold(call: PlainCall, request: Exchange & Received): Promise<void> | false {
    const { profile, parsed: body } = request
    if (call.era === 'legacy') return this.#sessions.hold(call, { ...request, body })
    const serve = async (web: Request) =>
      await withStatus(await this.#handlerOf(profile).fetch(web, { parsedBody: body }))
    return holdModern(call, { ...request, gateway: this.#gateway, serve })
  }

  /** Everything that is not a plain call: the SDK's part. */
  async #serveRest(
    incoming: IncomingMessage,
    { profile, body, parsed, signal }: Received & { signal: AbortSignal },
  ): Promise<Response> {
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
    const begun = (request: Request) => HeldCall.of(request)
    const made =
      this.#modern.get(profile) ??
      createMcpHandler(
        async () =>
          (await createFace({ gateway, profile, era: 'modern', context: SHARED_CONTEXT, begun })).server,
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
