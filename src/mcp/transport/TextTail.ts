/** Keeps the end of a stream of text, so that a server that floods stderr costs no memory. */
export class TextTail {
  readonly #limit: number
  #text = ''

  /** @param limit Characters that are kept, 1 or more. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Adds a piece; what no longer fits is forgotten from the front. */
  append(piece: string): void {
    this.#text = (this.#text + piece.slice(-this.#limit)).slice(-this.#limit)
  }

  /** What is kept. */
  get text(): string {
    return this.#text
  }

  /** The last line that is not blank, or undefined. */
  get lastLine(): string | undefined {
    return this.#text.split(/\r?\n/).findLast((line) => line.trim() !== '')
  }
}
