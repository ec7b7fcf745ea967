import { randomUUID } from 'node:crypto'
import { type Server, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server'
import { createFace } from '../face/createFace.js'
import type { Gateway } from '../Gateway.js'
import type { Profile } from '../profiles/Profile.js'

interface Session {
  transport: WebStandardStreamableHTTPServerTransport
  face: Server
  profile: Profile
  /** Time of the last request, in milliseconds of the monotonic clock. */
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
}

/** The sessions of clients of 2025 over HTTP. Each has its own face and its own connections to servers. */
export class LegacySessions {
  readonly #gateway: Gateway
  readonly #limits: SessionLimits
  readonly #sessions = new Map<string, Session>()

  constructor(gateway: Gateway, limits: SessionLimits) {
    this.#gateway = gateway
    this.#limits = limits
  }

  /** Faces of the sessions that are open. */
  get faces(): Server[] {
    return [...this.#sessions.values()].map(({ face }) => face)
  }

  /** Answers a request of 2025, which names its session or begins one. */
  async fetch(request: Request, profile: Profile): Promise<Response> {
    const id = request.headers.get('mcp-session-id')
    const session = id === null ? await this.#begin(profile) : this.#sessions.get(id)
    // The specification has clients begin anew on 404. A session is good for the profile that it began with.
    if (session === undefined || session.profile !== profile) return notFound()
    session.used = performance.now()
    session.open += 1
    try {
      const response = await session.transport.handleRequest(request)
      // What did not become a session leaves nothing behind.
      if (id === null && session.transport.sessionId === undefined) await session.face.close()
      return response
    } finally {
      session.open -= 1
    }
  }

  /** Ends every session. */
  async close(): Promise<void> {
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
