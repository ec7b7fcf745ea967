import { CribError, refuseUnknownOptions } from '../errors.js'
import { showValue } from '../text/showValue.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import type { Catalog } from '../tool/Catalog.js'
import { MAX_OBJECTS, type MainWords, mainWords } from './digest/mainWords.js'
import { groupEntries, type ServerEntry, serverEntries, shortenEntries } from './digest/serverEntries.js'

/** Options of `catalogDigest`. */
export interface DigestOptions {
  /** Counts the tokens of the digest. */
  counter: TokenCounter
  /** Most tokens of the digest, an integer of 0 or more; never exceeded. Default 200. */
  maxTokens?: number | undefined
}

const DEFAULT_MAX_TOKENS = 200

/** The order in which words are added, a round for all servers at a time: which of their objects or verbs, from 0. */
const ROUNDS: readonly (readonly [keyof MainWords, number])[] = [
  ['objects', 0],
  ...Array.from({ length: MAX_OBJECTS - 1 }, (_, at) => [
    ['objects', at + 1] as const,
    ['verbs', at] as const,
  ]).flat(),
]

/**
 * One line that tells a model what can be searched for: `github (issues, pull requests: create, list), slack (messages)`.
 * First the names of all servers; where there is no room, without words such as `mcp` and `server`, then with those that
 * begin alike grouped, and at last with `and N more`. Then the main objects and verbs of each, as far as the rest goes. It holds words of letters and digits
 * alone, whatever servers call themselves and their tools; empty where nothing fits. The same for any order of the tools.
 *
 * Throws `option-invalid` and `option-unknown`.
 */
export function catalogDigest(catalog: Pick<Catalog, 'tools'>, options: DigestOptions): string {
  refuseUnknownOptions('catalogDigest', options, ['counter', 'maxTokens'])
  const { counter, maxTokens = DEFAULT_MAX_TOKENS } = options
  if (!Number.isSafeInteger(maxTokens) || maxTokens < 0)
    throw new CribError(
      'option-invalid',
      `The option \`maxTokens\` is ${showValue(maxTokens)}; it must be an integer of 0 or more.`,
      { details: { option: 'maxTokens', value: maxTokens } },
    )
  const fits = (text: string) => counter.count(text) <= maxTokens
  const full = serverEntries(catalog)
  const short = fits(namesOf(full)) ? full : shortenEntries(full)
  const entries = fits(namesOf(short)) ? short : groupEntries(short)
  return fits(namesOf(entries)) ? withWords(entries, fits) : cutNames(entries, fits)
}

const namesOf = (entries: readonly ServerEntry[]) => entries.map(({ label }) => label).join(', ')

function cutNames(entries: readonly ServerEntry[], fits: (text: string) => boolean): string {
  const all = entries.reduce((sum, { servers }) => sum + servers, 0)
  const cut = (shown: number) => {
    const first = entries.slice(0, shown)
    const left = first.reduce((rest, { servers }) => rest - servers, all)
    return shown === 0 ? `${left} ${left === 1 ? 'server' : 'servers'}` : `${namesOf(first)} and ${left} more`
  }
  const most = largest(entries.length - 1, (shown) => fits(cut(shown)))
  return most === undefined ? '' : cut(most)
}

/** One word more for one entry. */
interface Slot {
  entry: number
  kind: keyof MainWords
}

/** The names with as many main words as fit; larger servers come first in each round. */
function withWords(entries: readonly ServerEntry[], fits: (text: string) => boolean): string {
  const words = entries.map(({ tools, words: names }) => mainWords(tools, names))
  const bySize = [...entries.keys()].sort(
    (a, b) => entries[b]!.tools.length - entries[a]!.tools.length || a - b,
  )
  const slots: Slot[] = ROUNDS.flatMap(([kind, at]) =>
    bySize.filter((entry) => words[entry]![kind].length > at).map((entry) => ({ entry, kind })),
  )
  const render = (filled: number) => {
    const shown = entries.map(() => ({ objects: 0, verbs: 0 }))
    for (const { entry, kind } of slots.slice(0, filled)) shown[entry]![kind] += 1
    return entries.map(({ label }, at) => `${label}${inBrackets(words[at]!, shown[at]!)}`).join(', ')
  }
  return render(largest(slots.length, (filled) => fits(render(filled))) ?? 0)
}

function inBrackets(words: MainWords, shown: Record<keyof MainWords, number>): string {
  const objects = words.objects.slice(0, shown.objects).join(', ')
  const verbs = words.verbs.slice(0, shown.verbs).join(', ')
  const parts = [objects, verbs].filter((part) => part !== '')
  return parts.length === 0 ? '' : ` (${parts.join(': ')})`
}

/** By halving: an integer from 0 to `most` for which `holds`, the largest where it holds up to a point; undefined without any. */
function largest(most: number, holds: (value: number) => boolean): number | undefined {
  let found: number | undefined
  let [low, high] = [0, most]
  while (low <= high) {
    const middle = (low + high) >> 1
    if (holds(middle)) {
      found = middle
      low = middle + 1
    } else high = middle - 1
  }
  return found
}
