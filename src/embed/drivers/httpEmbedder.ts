import { throwIfAborted } from '../../errors.js'
import { contentHash } from '../../hash.js'
import type { Embedder, EmbedOptions } from '../Embedder.js'
import { MAX_DIMENSIONS, parseAnswer } from './httpAnswer.js'
import { type HttpEmbedderOptions, type HttpSettings, parseHttpOptions } from './httpOptions.js'
import { postJson } from './httpPost.js'

/** Bytes of one value of an answer that are allowed: JSON of a 64-bit number with a comma and line breaks. */
const BYTES_A_VALUE = 48
/** Bytes of an answer around the vectors: model, usage, the message of an error. */
const BYTES_AROUND = 65_536
const HEX_DIGITS = 12

/**
 * An embedder over any endpoint that speaks OpenAI's embeddings format: `POST <url>/embeddings` with
 * `{ model, input, encoding_format, dimensions? }`. Batches go one after the other, with retries (see
 * `HttpEmbedderOptions`). Blank texts are not sent and get zeros. Its id holds model, dimensions and a hash
 * of address and prefixes; neither id nor errors hold the key. Nothing to close.
 *
 * Rejects with `option-unknown`, `option-invalid`, `embedder-unreachable`, `embedder-failed` and `aborted`.
 */
export async function createHttpEmbedder(options: HttpEmbedderOptions): Promise<Embedder> {
  const settings = parseHttpOptions(options)
  throwIfAborted(settings.signal)
  if (settings.dimensions !== undefined) return new HttpEmbedder(settings, settings.dimensions)
  const [probe] = await request(settings, { texts: ['dimensions'], signal: settings.signal })
  return new HttpEmbedder(settings, probe!.length)
}

class HttpEmbedder implements Embedder {
  readonly id: string
  readonly dimensions: number
  // Private for good: what prints an embedder must not print the key.
  readonly #settings: HttpSettings

  constructor(settings: HttpSettings, dimensions: number) {
    const { endpoint, model, taskPrefix, toolPrefix } = settings
    const place = contentHash({ url: endpoint.href, taskPrefix, toolPrefix }).slice(0, HEX_DIGITS)
    this.id = `http:${model}:${dimensions}:${place}`
    this.dimensions = dimensions
    this.#settings = settings
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<Float32Array[]> {
    const { batchSize, taskPrefix, toolPrefix, maxCharacters } = this.#settings
    throwIfAborted(options.signal)
    const prefix = options.kind === 'task' ? taskPrefix : toolPrefix
    const vectors: Float32Array[] = texts.map(() => new Float32Array(this.dimensions))
    const spoken = [...texts.keys()].filter((i) => texts[i]!.trim() !== '')
    for (let start = 0; start < spoken.length; start += batchSize) {
      const batch = spoken.slice(start, start + batchSize)
      const inputs = batch.map((i) => prefix + cut(texts[i]!.trim(), maxCharacters))
      const found = await request(this.#settings, {
        texts: inputs,
        signal: options.signal,
        dimensions: this.dimensions,
      })
      batch.forEach((i, row) => {
        vectors[i] = found[row]!
      })
    }
    throwIfAborted(options.signal)
    return vectors
  }
}

/** One batch of texts, as they are sent. */
interface Batch {
  texts: string[]
  signal: AbortSignal | undefined
  /** Expected length of the vectors; undefined for the first request. */
  dimensions?: number
}

async function request(
  settings: HttpSettings,
  { texts, signal, dimensions }: Batch,
): Promise<Float32Array[]> {
  const { model, encoding } = settings
  const body = {
    model,
    input: texts,
    encoding_format: encoding,
    ...(settings.dimensions !== undefined && { dimensions: settings.dimensions }),
  }
  const maxBytes = texts.length * (dimensions ?? MAX_DIMENSIONS) * BYTES_A_VALUE + BYTES_AROUND
  const answer = await postJson(settings, { body, maxBytes, signal })
  return parseAnswer(answer, { embedder: `http:${model}`, texts: texts.length, dimensions })
}

/** The first units of a text as UTF-8 can hold it: half of a surrogate pair becomes U+FFFD, as TextEncoder does it. */
function cut(text: string, length: number): string {
  return Buffer.from(text.slice(0, length).replace(/[\uD800-\uDBFF]$/, ''), 'utf8').toString('utf8')
}
