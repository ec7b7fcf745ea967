import { randomUUID } from 'node:crypto'
import { type Server, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server'
import { createFace } from '../face/createFace.js'
import type { Gateway } from '../Gateway.js'
import type { Profile } from '../profiles/Profile.js'
import { RecentEvents } from './RecentEvents.js'

interface Session {
  transport: WebStandardStreamableHTTPServerTransport
  face: Server
  profile: Profile
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
    return [...this.#sessions.values()].map(({ face }) => face)
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
    const response = await session.transport.handleRequest(request, given)
    // What did not become a session leaves nothing behind.
    if (id === null && session.transport.sessionId === undefined) await session.face.close()
    return response
  }

  /** Ends every session. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.all([...this.#sessions.values()].map(({ face }) => face.close()))
    this.#sessions.clear()
  }

  async #begin(profile: Profile): Promise<Session> {
    const context = randomUUID()
    const gateway = this.#gateway
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => context,
      onsessioninitialized: (id) => {
        this.#sessions.set(id, session)
        this.#endUnused()
      },
      maxRequestBodySize: this.#limits.maxBody,
      eventStore: new RecentEvents(),
      retryInterval: RETRY_MS,
    })
    const face = await createFace({ gateway, profile, era: 'legacy', context })
    const session: Session = { transport, face, profile, used: performance.now(), open: 0 }
    const { onclose } = face
    face.onclose = () => {
      this.#sessions.delete(context)
      onclose?.()
    }
    await face.connect(transport)
    return session
  }

  #endIdle(): void {
    const since = performance.now() - this.#limits.idleMs
    for (const { open, used, face } of this.#sessions.values())
      if (open === 0 && used < since) void face.close()
  }

  #endUnused(): void {
    if (this.#sessions.size <= this.#limits.maxSessions) return
    const [oldest] = [...this.#sessions.values()].sort((a, b) => a.open - b.open || a.used - b.used)
    void oldest?.face.close()
  }
}

function notFound(): Response {
  const error = { code: -32001, message: 'Session not found' }
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 404 })
}
