import { CribError, throwIfAborted } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import { attempt, type HttpOutcome } from './httpAttempt.js'
import type { HttpSettings } from './httpOptions.js'
import { backoff, MAX_RETRY_AFTER_MS, retryAfter } from './httpRetry.js'
import { secretsHider } from './httpSecrets.js'

/** Characters of what an endpoint says about an error that are quoted. */
const QUOTED = 300

/** One post of JSON: the body, the most bytes of an answer, and the caller's signal. */
export interface HttpPost {
  body: unknown
  maxBytes: number
  signal: AbortSignal | undefined
}

/**
 * Posts JSON and resolves to the text of a 2xx answer. Status 429 and 5xx, timeouts and lost connections are tried
 * again up to `retries` times, after the time that Retry-After asks for, else after a doubling one. Throws
 * `embedder-unreachable` in the end, or at once for every other status, and `aborted`.
 */
export async function postJson(
  settings: HttpSettings,
  { body, maxBytes, signal }: HttpPost,
): Promise<string> {
  const { endpoint, retries } = settings
  const request = { endpoint, headers: headersOf(settings), body: JSON.stringify(body), maxBytes, signal }
  for (let attempts = 1; ; attempts++) {
    const outcome = await attempt(request, settings)
    if ('status' in outcome && outcome.status >= 200 && outcome.status < 300) return outcome.text
    const asked = 'status' in outcome ? retryAfter(outcome.retryAfter, settings.now()) : undefined
    const wait = asked ?? backoff(attempts)
    if (!mayRetry(outcome) || attempts > retries || wait > MAX_RETRY_AFTER_MS)
      throw unreachable(settings, { outcome, attempts, wait })
    await settings.sleep(wait, signal).catch((error: unknown) => {
      throwIfAborted(signal)
      throw error
    })
  }
}

function headersOf({ apiKey, headers }: HttpSettings): Headers {
  const all = new Headers({ 'content-type': 'application/json', accept: 'application/json' })
  if (apiKey !== undefined) all.set('authorization', `Bearer ${apiKey}`)
  for (const [name, value] of Object.entries(headers)) all.set(name, value)
  return all
}

function mayRetry(outcome: HttpOutcome): boolean {
  return 'failure' in outcome ? outcome.retry : outcome.status === 429 || outcome.status >= 500
}

/** No cause: what fetch throws may quote the request. */
function unreachable(
  settings: HttpSettings,
  { outcome, attempts, wait }: { outcome: HttpOutcome; attempts: number; wait: number },
): CribError {
  const hide = secretsHider(settings.apiKey, settings.headers)
  const url = hide(settings.endpoint.origin + settings.endpoint.pathname)
  const status = 'status' in outcome ? outcome.status : undefined
  const patience = mayRetry(outcome) && wait > MAX_RETRY_AFTER_MS ? `, asking to wait ${wait / 1000} s` : ''
  const tried = attempts === 1 ? '' : ` after ${attempts} attempts`
  const message = `The embeddings endpoint ${url} ${hide(happened(outcome, hide))}${patience}${tried}. ${adviceFor(status)}`
  return new CribError('embedder-unreachable', message, {
    details: { url, attempts, ...(status !== undefined && { status }) },
  })
}

function happened(outcome: HttpOutcome, hide: (text: string) => string): string {
  if ('failure' in outcome) return outcome.failure
  const said = hide(saidIn(outcome.text)).trim()
  return `answered with status ${outcome.status}${said === '' ? '' : `, saying ${showValue(said, QUOTED)}`}`
}

/** The message of an error in OpenAI's form `{ error: { message } }` or alike; else nothing: pages of HTML say little. */
function saidIn(text: string): string {
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown }
    const inner = (error as { message?: unknown } | null | undefined)?.message
    return String([inner, error, message].find((value) => typeof value === 'string') ?? '')
  } catch {
    return ''
  }
}

function adviceFor(status: number | undefined): string {
  if (status === 401 || status === 403) return 'Check the API key.'
  if (status === 404) return 'Check the url (requests go to <url>/embeddings) and the model.'
  if (status !== undefined && status >= 300 && status < 400)
    return 'Redirects are not followed, since the key would go along: give the address that it leads to.'
  if (status !== undefined && status >= 400 && status < 500 && status !== 429)
    return 'Check the model, dimensions, encoding, batchSize and maxCharacters.'
  return 'Try again later, or raise timeoutMs or retries.'
}
