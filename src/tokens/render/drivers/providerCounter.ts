import { setTimeout as sleepFor } from 'node:timers/promises'
import { attempt, type HttpOutcome } from '../../../embed/drivers/httpAttempt.js'
import { backoff, MAX_RETRY_AFTER_MS, retryAfter } from '../../../embed/drivers/httpRetry.js'
import { secretsHider } from '../../../embed/drivers/httpSecrets.js'
import { CribError, refuseUnknownOptions, throwIfAborted } from '../../../errors.js'
import { showValue } from '../../../text/showValue.js'
import type { ToolDefinition } from '../../../tool/Tool.js'
import { billingFor } from '../billingFor.js'
import type { ModelFamily } from '../Provider.js'
import type { ProviderCounter } from '../ProviderCounter.js'
import { COUNT_ENDPOINTS, type CountEndpoint } from './countEndpoints.js'

/** Options of {@link createProviderCounter}. Unknown keys are the error `option-unknown`, bad values `option-invalid`. */
export interface ProviderCounterOptions {
  /** Model of OpenAI, Anthropic or Gemini, as its provider names it. */
  model: string
  /** The provider's key: visible ASCII. It is in no error. */
  apiKey: string
  /** Base address, `http:` or `https:`. Default: the provider's. */
  url?: string | undefined
  /** Milliseconds that one attempt may take, answer included, 1 to 600,000. Default 30,000. */
  timeoutMs?: number | undefined
  /** Further attempts after status 429, 5xx, a timeout or a lost connection, 0 to 10. Default 3. */
  retries?: number | undefined
  /** Waits that many milliseconds, or rejects when the signal is aborted. Default: a timer. */
  sleep?: ((ms: number, signal: AbortSignal | undefined) => Promise<void>) | undefined
}

const MAX_BYTES = 65_536
const QUOTED = 300
const KNOWN = ['model', 'apiKey', 'url', 'timeoutMs', 'retries', 'sleep']

/** A counter over the count endpoint of the model's provider. Throws `option-unknown`, `option-invalid`, `model-unknown`. */
export function createProviderCounter(options: ProviderCounterOptions): ProviderCounter {
  refuseUnknownOptions('createProviderCounter', options, KNOWN)
  const family = billingFor({ model: options.model }).provider as ModelFamily
  const call = new CountCall(family, options)
  const { kind, source } = COUNT_ENDPOINTS[family]
  return {
    async count(tools, { signal } = {}) {
      throwIfAborted(signal)
      const tokens =
        tools.length === 0 ? 0 : (await call.tokens(tools, signal)) - (await call.tokens([], signal))
      const bound = kind === 'exact' ? tokens : null
      return { kind, tokens, low: bound, high: bound, source, date: new Date().toISOString().slice(0, 10) }
    },
  }
}

class CountCall {
  readonly #family: ModelFamily
  readonly #form: CountEndpoint
  readonly #model: string
  // Private for good: what prints a counter must not print the key.
  readonly #apiKey: string
  readonly #endpoint: URL
  readonly #timeoutMs: number
  readonly #retries: number
  readonly #sleep: NonNullable<ProviderCounterOptions['sleep']>

  constructor(family: ModelFamily, options: ProviderCounterOptions) {
    const { model, apiKey, timeoutMs = 30_000, retries = 3 } = options
    this.#family = family
    this.#form = COUNT_ENDPOINTS[family]
    this.#model = model
    if (typeof apiKey !== 'string' || !/^[\x21-\x7e]+$/.test(apiKey))
      throw invalid('apiKey', 'visible ASCII without spaces')
    this.#apiKey = apiKey
    const endpoint = endpointOf(options.url ?? this.#form.url, this.#form.path(model))
    if (endpoint === undefined) throw invalid('url', 'an http: or https: address without user and password')
    this.#endpoint = endpoint
    if (!inRange(timeoutMs, 1, 600_000)) throw invalid('timeoutMs', 'an integer from 1 to 600000')
    this.#timeoutMs = timeoutMs
    if (!inRange(retries, 0, 10)) throw invalid('retries', 'an integer from 0 to 10')
    this.#retries = retries
    this.#sleep = options.sleep ?? (async (ms, signal) => sleepFor(ms, undefined, signal && { signal }))
  }

  async tokens(tools: readonly ToolDefinition[], signal: AbortSignal | undefined): Promise<number> {
    const headers = new Headers({ 'content-type': 'application/json', ...this.#form.headers(this.#apiKey) })
    const body = JSON.stringify(this.#form.body(this.#model, tools))
    const request = { endpoint: this.#endpoint, headers, body, maxBytes: MAX_BYTES, signal }
    for (let attempts = 1; ; attempts++) {
      const outcome = await attempt(request, { fetch, timeoutMs: this.#timeoutMs })
      if ('status' in outcome && outcome.status >= 200 && outcome.status < 300)
        return this.#read(outcome.text, attempts)
      const asked = 'status' in outcome ? retryAfter(outcome.retryAfter, Date.now()) : undefined
      const wait = asked ?? backoff(attempts)
      if (!mayRetry(outcome) || attempts > this.#retries || wait > MAX_RETRY_AFTER_MS)
        throw this.#failed(this.#happened(outcome), { attempts, outcome })
      await this.#sleep(wait, signal).catch((error: unknown) => {
        throwIfAborted(signal)
        throw error
      })
    }
  }

  /** Hidden before it is cut: a cut through the key would leave its beginning. */
  #happened(outcome: HttpOutcome): string {
    if ('failure' in outcome) return outcome.failure
    const said = secretsHider(this.#apiKey, {})(outcome.text)
    return `answered with status ${outcome.status}, saying ${showValue(said, QUOTED)}`
  }

  #read(text: string, attempts: number): number {
    let answer: unknown
    try {
      answer = JSON.parse(text)
    } catch {
      // No cause: it would quote the answer.
      throw this.#failed('gave an answer that is not JSON', { attempts })
    }
    const tokens = (answer as Record<string, unknown> | null)?.[this.#form.member]
    if (inRange(tokens, 0, Number.MAX_SAFE_INTEGER)) return tokens as number
    throw this.#failed(`gave an answer without a whole number \`${this.#form.member}\``, { attempts })
  }

  #failed(what: string, { attempts, outcome }: { attempts: number; outcome?: HttpOutcome }): CribError {
    const hide = secretsHider(this.#apiKey, {})
    const url = hide(this.#endpoint.origin + this.#endpoint.pathname)
    const status = outcome !== undefined && 'status' in outcome ? outcome.status : undefined
    const tried = attempts === 1 ? '' : ` after ${attempts} attempts`
    const advice =
      status === 401 || status === 403 ? 'Check the API key.' : 'Check the model, or try again later.'
    return new CribError('count-failed', `The count endpoint ${url} ${hide(what)}${tried}. ${advice}`, {
      details: { provider: this.#family, url, attempts, ...(status !== undefined && { status }) },
    })
  }
}

function mayRetry(outcome: HttpOutcome): boolean {
  return 'failure' in outcome ? outcome.retry : outcome.status === 429 || outcome.status >= 500
}

function endpointOf(base: string, path: string): URL | undefined {
  if (!URL.canParse(base)) return undefined
  const url = new URL(base)
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined
  url.pathname = url.pathname.replace(/\/+$/, '') + path
  url.hash = ''
  return url
}

function inRange(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
}

/** The value is left out: it may be secret. */
function invalid(option: string, wanted: string): CribError {
  const message = `The option \`${option}\` of createProviderCounter is not valid; it must be ${wanted}.`
  return new CribError('option-invalid', message, { details: { option } })
}
