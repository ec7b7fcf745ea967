/**
 * Cuts a byte stream into lines. Each chunk is searched once, so a line of 60 MB that comes in pieces of 64 KiB costs
 * one pass and one join.
 */
export class LineSplitter {
  readonly #limit: number
  #pieces: Buffer[] = []
  #size = 0

  /** @param limit Bytes that one line may have. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Adds a chunk and returns the lines that it completes, without their ends. Throws RangeError above the limit. */
  push(chunk: Buffer): string[] {
    const lines: string[] = []
    let start = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      this.#keep(chunk.subarray(start, end))
      lines.push(Buffer.concat(this.#pieces).toString('utf8').replace(/\r$/, ''))
      this.#pieces = []
      this.#size = 0
      start = end + 1
    }
    this.#keep(chunk.subarray(start))
    return lines
  }

  #keep(piece: Buffer): void {
    this.#size += piece.length
    if (this.#size > this.#limit) {
      this.#pieces = []
      throw new RangeError(`one line is longer than ${this.#limit.toLocaleString('en')} bytes`)
    }
    if (piece.length > 0) this.#pieces.push(piece)
  }
}
