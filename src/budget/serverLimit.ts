/**
 * Most tools that one server may give to a list of at most `size` tools when it may have `share` (0 to 1) of it: at
 * least one, whole tools only.
 */
export function serverLimit(share: number, size: number): number {
  return Math.max(1, Math.floor(share * size))
}

/** Counts tools by server; tools without a server count as those of one. */
export class ServerCounts {
  readonly #limit: number
  readonly #counts = new Map<string | undefined, number>()

  /** `limit`: most tools of one server, 1 or more. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Whether a server has as many tools as it may have. */
  isFull(server: string | undefined): boolean {
    return (this.#counts.get(server) ?? 0) >= this.#limit
  }

  /** Counts one tool of a server, over the limit too. */
  add(server: string | undefined): void {
    this.#counts.set(server, (this.#counts.get(server) ?? 0) + 1)
  }
}
