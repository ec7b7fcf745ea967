import { throwIfAborted } from '../../errors.js'

/** One request. */
export interface HttpRequest {
  endpoint: URL
  headers: Headers
  /** JSON text. */
  body: string
  /** Bytes of the answer that are read at most. */
  maxBytes: number
  signal: AbortSignal | undefined
}

/** What came of an attempt: an answer, or why there is none (`retry`: another attempt may fare better). */
export type HttpOutcome =
  | { status: number; retryAfter: string | null; text: string }
  | { failure: string; retry: boolean }

/**
 * Posts once. Redirects are not followed, since the key would go along. `timeoutMs` covers connecting, waiting and
 * reading. Rejects with `aborted` only; the reason of a failure names no header.
 */
export async function attempt(
  request: HttpRequest,
  { fetch: send, timeoutMs }: { fetch: typeof fetch; timeoutMs: number },
): Promise<HttpOutcome> {
  const { signal, endpoint, headers, body, maxBytes } = request
  throwIfAborted(signal)
  // AbortSignal.any would do, but came with Node 20.3.
  const stop = new AbortController()
  let timedOut = false
  const onAbort = () => stop.abort()
  const timer = setTimeout(() => {
    timedOut = true
    stop.abort()
  }, timeoutMs)
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const init = { method: 'POST', redirect: 'manual', headers, body, signal: stop.signal } as const
    const response = await send(endpoint, init)
    const text = await readText(response, maxBytes)
    if (text === undefined) return { failure: `answered with more than ${maxBytes} bytes`, retry: false }
    return { status: response.status, retryAfter: response.headers.get('retry-after'), text }
  } catch (error) {
    throwIfAborted(signal)
    if (timedOut) return { failure: `gave no full answer within ${timeoutMs} ms`, retry: true }
    return { failure: `could not be reached or hung up (${reasonOf(error)})`, retry: true }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    // Frees the connection of an answer that was not read to its end.
    stop.abort()
  }
}

/** The body as text, undefined when it is longer than `maxBytes`. Rejects when it breaks off. */
async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** fetch says "fetch failed"; its cause has the code, for example ECONNREFUSED. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code } = (error.cause ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : error.message
}
