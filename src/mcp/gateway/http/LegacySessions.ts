import { randomUUID } from 'node:crypto'
import { type Server, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server'
import { answerVisit } from '../face/answerVisit.js'
import { createFace } from '../face/createFace.js'
import type { Face } from '../face/Face.js'
import type { Gateway } from '../Gateway.js'
import type { Profile } from '../profiles/Profile.js'
import { HeldCall } from './HeldCall.js'
import type { Exchange } from './nodeFetch.js'
import type { PlainCall } from './plainCall.js'
import { RecentEvents } from './RecentEvents.js'
import { streamedAnswer } from './streamedAnswer.js'

interface Session {
  transport: WebStandardStreamableHTTPServerTransport
  face: Face
  profile: Profile
  events: RecentEvents
  /** Of the stream of a call. */
  headers: Readonly<Record<string, string>>
  /** Calls under way that are not the SDK's, by the id of their request. */
  held: Map<string | number, HeldCall>
  /** When its last request ended, in milliseconds of the monotonic clock. */
  used: number
  /** Requests and streams that are open. */
  open: number
}

/** Limits of sessions. */
export interface SessionLimits {
  /** Most bytes of a request. */
  maxBody: number
  /** Most sessions at a time; for one more the longest unused one is ended. */
  maxSessions: number
  /** Milliseconds after which a session without an open request or stream is ended. */
  idleMs: number
}

/** Milliseconds after which a client whose stream broke is asked to come back. */
const RETRY_MS = 1_000
/** Milliseconds after which a call gets a stream, so that its client may come back to it. */
const PATIENCE_MS = 1_000

/** As the SDK's transport sends them. */
const STREAM_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  connection: 'keep-alive',
  'x-accel-buffering': 'no',
}

/** The sessions of clients of 2025 over HTTP. Each has its own face and its own connections to servers. */
export class LegacySessions {
  readonly #gateway: Gateway
  readonly #limits: SessionLimits
  readonly #sessions = new Map<string, Session>()
  readonly #timer: NodeJS.Timeout

  constructor(gateway: Gateway, limits: SessionLimits) {
    this.#gateway = gateway
    this.#limits = limits
    // Clients go without a word; what their sessions hold are processes.
    this.#timer = setInterval(() => this.#endIdle(), Math.ceil(limits.idleMs / 4)).unref()
  }

  /** Faces of the sessions that are open. */
  get faces(): Server[] {
    return [...this.#sessions.values()].map(({ face }) => face.server)
  }

  /** Answers a request of 2025, which names its session or begins one; its signal is aborted when its answer has ended. */
  async fetch(
    request: Request,
    { profile, given }: { profile: Profile; given: { parsedBody?: unknown } },
  ): Promise<Response> {
    const id = request.headers.get('mcp-session-id')
    const session = id === null ? await this.#begin(profile) : this.#sessions.get(id)
    // The specification has clients begin anew on 404. A session is good for the profile that it began with.
    if (session === undefined || session.profile !== profile) return notFound()
    // A client that went while its session began is told of by no event any more.
    if (!request.signal.aborted) session.open += 1
    request.signal.addEventListener('abort', () => {
      session.open -= 1
      session.used = performance.now()
    })
    await handCancelled(session, given.parsedBody)
    const response = await session.transport.handleRequest(request, given)
    // What did not become a session leaves nothing behind.
    if (id === null && session.transport.sessionId === undefined) await session.face.server.close()
    return response
  }

  /** Answers a plain call. False, with nothing done, where it is not one of an open session. */
  hold(call: PlainCall, exchange: Exchange & { profile: Profile; body: unknown }): Promise<void> | false {
    const { incoming, outgoing, profile, body } = exchange
    const session = this.#sessions.get(call.session ?? '')
    if (session === undefined || session.profile !== profile || session.held.has(call.id)) return false
    session.open += 1
    outgoing.once('close', () => {
      session.open -= 1
      session.used = performance.now()
    })
    const { events, headers } = session
    const version = incoming.headers['mcp-protocol-version']?.toString()
    const held = new HeldCall({
      ...{ incoming, outgoing, patienceMs: PATIENCE_MS, endsWithClient: false },
      serve: (request) => session.transport.handleRequest(request, { parsedBody: body }),
      write: (result) => ({
        headers,
        body: streamedAnswer({ jsonrpc: '2.0', id: call.id, result }, { events, version, retryMs: RETRY_MS }),
      }),
    })
    session.held.set(call.id, held)
    return held.answer(this.#visit(call, { session, held })).finally(() => session.held.delete(call.id))
  }

  async #visit(
    { params }: PlainCall,
    { session, held }: { session: Session; held: HeldCall },
  ): Promise<Record<string, unknown>> {
    const { face, profile, transport } = session
    const capabilities = face.server.getClientCapabilities() ?? {}
    const { logLevel, subscriptions } = face
    return await answerVisit({
      ...{ gateway: this.#gateway, profile, method: 'tools/call', params, subscriptions },
      peer: held.peerOf({ era: 'legacy', context: transport.sessionId!, capabilities, logLevel }),
      signal: held.signal,
    })
  }

  /** Ends every session. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.all([...this.#sessions.values()].map(({ face }) => face.server.close()))
    this.#sessions.clear()
  }

  async #begin(profile: Profile): Promise<Session> {
    const context = randomUUID()
    const gateway = this.#gateway
    const events = new RecentEvents()
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => context,
      onsessioninitialized: (id) => {
        this.#sessions.set(id, session)
        this.#endUnused()
      },
      maxRequestBodySize: this.#limits.maxBody,
      eventStore: events,
      retryInterval: RETRY_MS,
    })
    const begun = (request: Request) => HeldCall.of(request)
    const face = await createFace({ gateway, profile, era: 'legacy', context, begun })
    const session: Session = {
      ...{ transport, face, profile, events, held: new Map() },
      headers: { ...STREAM_HEADERS, 'mcp-session-id': context },
      ...{ used: performance.now(), open: 0 },
    }
    const { onclose } = face.server
    face.server.onclose = () => {
      this.#sessions.delete(context)
      for (const held of session.held.values()) held.end()
      onclose?.()
    }
    await face.server.connect(transport)
    return session
  }

  #endIdle(): void {
    const since = performance.now() - this.#limits.idleMs
    for (const { open, used, face } of this.#sessions.values())
      if (open === 0 && used < since) void face.server.close()
  }

  #endUnused(): void {
    if (this.#sessions.size <= this.#limits.maxSessions) return
    const [oldest] = [...this.#sessions.values()].sort((a, b) => a.open - b.open || a.used - b.used)
    void oldest?.face.server.close()
  }
}

/** A call that is to be cancelled has to be known to the SDK, which does it. */
async function handCancelled({ held }: Session, body: unknown): Promise<void> {
  const { method, params } = (body ?? {}) as { method?: unknown; params?: { requestId?: unknown } }
  if (method !== 'notifications/cancelled') return
  await held
    .get(params?.requestId as string | number)
    ?.takeOver()
    .catch(() => {})
}

function notFound(): Response {
  const error = { code: -32001, message: 'Session not found' }
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 404 })
}
