import { CribError } from '../errors.js'
import type { AdditiveCounter } from './AdditiveCounter.js'
import type { TokenCounter } from './TokenCounter.js'

/** Each driver by name; a vocabulary is read only when its counter is asked for. */
const DRIVERS = {
  o200k_base: async () => (await import('./drivers/o200kBase.js')).o200kBase(),
  cl100k_base: async () => (await import('./drivers/cl100kBase.js')).cl100kBase(),
  estimate: async () => (await import('./drivers/estimate.js')).estimate(),
} satisfies Record<string, () => Promise<AdditiveCounter>>

/** Name of a token counter that ships with toolcrib. */
export type TokenizerName = keyof typeof DRIVERS

/** All names that {@link loadTokenCounter} knows. */
export const TOKENIZER_NAMES = Object.keys(DRIVERS) as readonly TokenizerName[]

const loaded = new Map<string, Promise<TokenCounter>>()

/**
 * The token counter of that name. The first call loads its vocabulary (0.1 to 0.3 s; `estimate` has none), later calls
 * give the same counter.
 *
 * @throws CribError `tokenizer-unknown` when no counter has that name; the message lists the known ones.
 */
export async function loadTokenCounter(name: TokenizerName): Promise<TokenCounter> {
  if (!Object.hasOwn(DRIVERS, name)) {
    const known = TOKENIZER_NAMES.join(', ')
    throw new CribError(
      'tokenizer-unknown',
      `No token counter is named ${JSON.stringify(name)}; use one of ${known}.`,
      {
        details: { name, known: TOKENIZER_NAMES },
      },
    )
  }
  const loading = loaded.get(name) ?? DRIVERS[name]()
  loaded.set(name, loading)
  // A load that failed once (a file that could not be read just then) may be tried again.
  loading.catch(() => loaded.delete(name))
  return loading
}
