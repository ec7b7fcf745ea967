import type { Writable } from 'node:stream'

interface Waiting {
  resolve(): void
  reject(error: Error): void
}

/**
 * Writes lines to a stream, those of one turn of the event loop together: each write to a pipe is a call of the system that
 * wakes the process at its other end.
 */
export class LineWriter {
  readonly #stream: Writable
  #lines: string[] = []
  #waiting: Waiting[] = []

  constructor(stream: Writable) {
    this.#stream = stream
  }

  /** Adds a line, given without its end. Resolves when the stream took it; rejects as the stream does. */
  write(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#lines.push(line) === 1) setImmediate(() => this.flush())
      this.#waiting.push({ resolve, reject })
    })
  }

  /** Hands what was added to the stream now. */
  flush(): void {
    if (this.#lines.length === 0) return
    const text = `${this.#lines.join('\n')}\n`
    const waiting = this.#waiting
    this.#lines = []
    this.#waiting = []
    this.#stream.write(text, (error) => {
      for (const { resolve, reject } of waiting) error ? reject(error) : resolve()
    })
  }
}
