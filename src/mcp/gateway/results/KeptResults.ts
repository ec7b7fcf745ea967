import { randomUUID } from 'node:crypto'

/** How the URI of a result begins. */
const PREFIX = 'toolcrib://result/'
/** Most results that are kept; for one more the oldest is dropped. */
const MAX_RESULTS = 200
/** Most characters of all of them together. */
const MAX_CHARACTERS = 64 * 1024 * 1024

interface Kept {
  context: string
  text: string
}

/** Results that were too long for an answer, for their clients to read as resources. Kept in memory. */
export class KeptResults {
  readonly #kept = new Map<string, Kept>()
  #characters = 0

  /** Whether a URI is that of a result, kept or not. */
  static owns(uri: unknown): uri is string {
    return typeof uri === 'string' && uri.startsWith(PREFIX)
  }

  /** Keeps a text for a context. Returns its URI, which nobody can guess. */
  add(context: string, text: string): string {
    const uri = `${PREFIX}${randomUUID()}`
    this.#kept.set(uri, { context, text })
    this.#characters += text.length
    for (const oldest of this.#kept.keys()) {
      if (oldest === uri || (this.#kept.size <= MAX_RESULTS && this.#characters <= MAX_CHARACTERS)) break
      this.#drop(oldest)
    }
    return uri
  }

  /** The text of a result of that context; undefined where it is of another, or no longer kept. */
  read(context: string, uri: string): string | undefined {
    const kept = this.#kept.get(uri)
    return kept?.context === context ? kept.text : undefined
  }

  /** Drops what a context had. */
  end(context: string): void {
    for (const [uri, kept] of this.#kept) if (kept.context === context) this.#drop(uri)
  }

  #drop(uri: string): void {
    this.#characters -= this.#kept.get(uri)?.text.length ?? 0
    this.#kept.delete(uri)
  }
}
