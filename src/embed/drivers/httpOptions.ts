import { setTimeout as sleepFor } from 'node:timers/promises'
import { CribError, refuseUnknownOptions } from '../../errors.js'
import { showValue } from '../../text/showValue.js'

/** Options of `createHttpEmbedder`. Unknown keys are the error `option-unknown`, bad values `option-invalid`. */
export interface HttpEmbedderOptions {
  /**
   * Base address, `http:` or `https:`; requests go to `<url>/embeddings`, with the query of `url` if it has one. No user
   * or password in it. A key sent over `http:` can be read on the way.
   */
  url: string
  /** Model, as the endpoint names it. */
  model: string
  /** Sent as `authorization: Bearer <apiKey>`: visible ASCII. Default: no such header. */
  apiKey?: string | undefined
  /** More headers, lower-case or not; they win over those that the driver sets. Values count as secret. Default: none. */
  headers?: Readonly<Record<string, string>> | undefined
  /**
   * Length of the vectors, 1 to 65,536, sent as `dimensions`, which not every endpoint takes. Default: not sent; one
   * short text is embedded to learn it.
   */
  dimensions?: number | undefined
  /** How vectors are asked for; either form is understood in the answer. Default `float`; `base64` is a third of the bytes. */
  encoding?: 'float' | 'base64' | undefined
  /** Put before the text of a task, as some models want it. Default: empty. */
  taskPrefix?: string | undefined
  /** Put before the text of a tool. Default: empty. */
  toolPrefix?: string | undefined
  /** Texts a request, 1 to 2,048. Default 128. */
  batchSize?: number | undefined
  /** UTF-16 units of a text that are sent, 16 to 1,000,000; endpoints refuse texts over their limit. Default 8,192. */
  maxCharacters?: number | undefined
  /** Milliseconds that one attempt may take, answer included, 1 to 600,000. Default 30,000. */
  timeoutMs?: number | undefined
  /** Further attempts after status 429, 5xx, a timeout or a lost connection, 0 to 10. Default 3. */
  retries?: number | undefined
  /** Aborts the first request with `aborted`. Embedding has a signal of its own. */
  signal?: AbortSignal | undefined
  /** How requests are made. Default: the runtime's `fetch`. */
  fetch?: typeof fetch | undefined
  /** Waits that many milliseconds, or rejects when the signal is aborted. Default: a timer. */
  sleep?: ((ms: number, signal: AbortSignal | undefined) => Promise<void>) | undefined
  /** Milliseconds since 1970, to read a Retry-After that is a date. Default: the system's clock. */
  now?: (() => number) | undefined
}

type Optional = 'apiKey' | 'dimensions' | 'signal'

type Named = Exclude<keyof HttpEmbedderOptions, Optional | 'url'>

/** Options with their defaults, and the address that requests go to. */
export type HttpSettings = { [Name in Named]-?: NonNullable<HttpEmbedderOptions[Name]> } & Pick<
  HttpEmbedderOptions,
  Optional
> & { endpoint: URL }

/** What an option takes, how to say so, and whether its value must stay out of messages. */
interface Rule {
  accepts: (value: unknown) => boolean
  wanted: string
  secret?: true
}

const isString = (value: unknown) => typeof value === 'string'
const isFunction: Rule = { accepts: (value) => typeof value === 'function', wanted: 'a function' }
const integer = (least: number, most: number): Rule => ({
  accepts: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
  wanted: `an integer from ${least} to ${most}`,
})

const RULES: Readonly<Record<keyof HttpEmbedderOptions, Rule>> = {
  url: {
    accepts: (value) => isString(value) && endpointOf(value as string) !== undefined,
    wanted: 'an http: or https: address without user and password',
    secret: true,
  },
  model: { accepts: (value) => isString(value) && value !== '', wanted: 'the name of a model' },
  apiKey: {
    accepts: (value) => isString(value) && /^[\x21-\x7e]+$/.test(value as string),
    wanted: 'visible ASCII without spaces',
    secret: true,
  },
  headers: { accepts: isHeaders, wanted: 'an object of header names and values', secret: true },
  dimensions: integer(1, 65_536),
  encoding: { accepts: (value) => value === 'float' || value === 'base64', wanted: 'float or base64' },
  taskPrefix: { accepts: isString, wanted: 'a string' },
  toolPrefix: { accepts: isString, wanted: 'a string' },
  batchSize: integer(1, 2_048),
  maxCharacters: integer(16, 1_000_000),
  timeoutMs: integer(1, 600_000),
  retries: integer(0, 10),
  signal: { accepts: (value) => value instanceof AbortSignal, wanted: 'an AbortSignal' },
  fetch: isFunction,
  sleep: isFunction,
  now: isFunction,
}

/** Checks the options and fills in the defaults. Values that may be secret are in no error. */
export function parseHttpOptions(options: HttpEmbedderOptions): HttpSettings {
  refuseUnknownOptions('The http embedder', options, Object.keys(RULES))
  for (const [option, rule] of Object.entries(RULES)) {
    const value = options[option as keyof HttpEmbedderOptions]
    const required = option === 'url' || option === 'model'
    if ((value === undefined && !required) || rule.accepts(value)) continue
    const shown = rule.secret ? 'not valid' : showValue(value)
    const message = `The option \`${option}\` of the http embedder is ${shown}; it must be ${rule.wanted}.`
    throw new CribError('option-invalid', message, { details: rule.secret ? { option } : { option, value } })
  }
  return {
    endpoint: endpointOf(options.url) as URL,
    model: options.model,
    apiKey: options.apiKey,
    headers: options.headers ?? {},
    dimensions: options.dimensions,
    encoding: options.encoding ?? 'float',
    taskPrefix: options.taskPrefix ?? '',
    toolPrefix: options.toolPrefix ?? '',
    batchSize: options.batchSize ?? 128,
    maxCharacters: options.maxCharacters ?? 8_192,
    timeoutMs: options.timeoutMs ?? 30_000,
    retries: options.retries ?? 3,
    signal: options.signal,
    fetch: options.fetch ?? fetch,
    sleep: options.sleep ?? (async (ms, signal) => sleepFor(ms, undefined, signal && { signal })),
    now: options.now ?? Date.now,
  }
}

function endpointOf(base: string): URL | undefined {
  if (!URL.canParse(base)) return undefined
  const url = new URL(base)
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/embeddings`
  url.hash = ''
  return url
}

function isHeaders(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  // `new Headers` would quote a value that it refuses.
  return Object.entries(value).every(
    ([name, text]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && isString(text) && /^[\x20-\x7e]*$/.test(text),
  )
}
