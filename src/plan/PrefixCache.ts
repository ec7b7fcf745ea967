import type { Section } from '../tokens/prices/ModelPrices.js'

/** A piece of a prompt: what cannot be told apart is the same text. */
export interface Segment {
  readonly section: Section
  /** Segments of one id hold the same text. */
  readonly id: string
  /** Tokens, 1 or more. */
  readonly tokens: number
}

/** A prompt that was written, and when it was last read. */
interface Entry {
  readonly prompt: readonly Segment[]
  /** Seconds; infinite where others keep it alive. */
  usedAt: number
}

/** Terms of a {@link PrefixCache}. */
export interface PrefixCacheTerms {
  /** Seconds without a read after which a prompt is gone. */
  readonly ttlSeconds: number
  /** Tokens that a prefix needs to be cached. */
  readonly least: number
  /** Whether a list of tools that differs is read up to the first difference. */
  readonly toolsMatch: 'whole' | 'prefix'
}

/** A provider's prompt cache, as it works: prompts are kept whole and compared from the front. */
export class PrefixCache {
  readonly #terms: PrefixCacheTerms
  readonly #entries: Entry[] = []

  constructor(terms: PrefixCacheTerms) {
    this.#terms = terms
  }

  /** Keeps a prompt at a time in seconds; an infinite one keeps it for good. */
  write(prompt: readonly Segment[], at: number): void {
    if (length(prompt) >= this.#terms.least) this.#entries.push({ prompt, usedAt: at })
  }

  /** How many leading segments of a prompt are read, and keeps alive what they were read from. */
  read(prompt: readonly Segment[], at: number): number {
    let best = 0
    let from: Entry | undefined
    for (const entry of this.#entries) {
      if (at - entry.usedAt > this.#terms.ttlSeconds) continue
      const common = this.#common(entry.prompt, prompt)
      if (common <= best || length(prompt.slice(0, common)) < this.#terms.least) continue
      best = common
      from = entry
    }
    if (from !== undefined) from.usedAt = Math.max(from.usedAt, at)
    return best
  }

  #common(kept: readonly Segment[], prompt: readonly Segment[]): number {
    let common = 0
    while (common < prompt.length && kept[common]?.id === prompt[common]!.id) common++
    if (this.#terms.toolsMatch === 'prefix') return common
    // A list of tools that differs anywhere, also by being longer, is another list.
    const inTools = kept[common]?.section === 'tools' || prompt[common]?.section === 'tools'
    return inTools ? prompt.findIndex(({ section }) => section === 'tools') : common
  }
}

function length(segments: readonly Segment[]): number {
  return segments.reduce((sum, { tokens }) => sum + tokens, 0)
}
