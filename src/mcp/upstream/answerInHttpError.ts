/** An error of the protocol, as it came. */
export interface ProtocolAnswer {
  code: number
  message: string
  data?: unknown
}

/** Codes under which servers say that they do not know a session, which is about the connection. */
const OF_SESSIONS: readonly number[] = [-32000, -32001]

/**
 * The server's own error in an error of HTTP. In 2026 errors of the protocol have a status as well, 404 for an unknown
 * method; the SDK reads only those of status 400 and keeps the text of the others.
 */
export function answerInHttpError(error: unknown): ProtocolAnswer | undefined {
  if (!(error instanceof Error) || !('data' in error)) return undefined
  const { data } = error as { data?: { text?: unknown } | null }
  try {
    const answer = JSON.parse(String(data?.text ?? '')) as { error?: Partial<ProtocolAnswer> } | null
    const { code, message } = answer?.error ?? {}
    if (typeof code !== 'number' || typeof message !== 'string') return undefined
    if (OF_SESSIONS.includes(code)) return undefined
    return { ...answer?.error, code, message }
  } catch {
    return undefined
  }
}
