/** A stream of text that goes out, as far as commands use it. */
export interface OutputStream {
  write(text: string): void
  /** True on a terminal: colours and progress are shown there only. */
  readonly isTTY: boolean
  /** Width of the terminal in columns, where it is known. */
  readonly columns?: number
}

/** Everything outside of the process that a command may touch. Tests pass their own. */
export interface CliIo {
  /** The result: one document with `--json`, tables otherwise. */
  stdout: OutputStream
  /** Warnings, errors and progress. */
  stderr: OutputStream
  /** All of standard input as text. */
  readStdin(): Promise<string>
  /** The text of a file. Rejects with the error of `node:fs`. */
  readFile(path: string): Promise<string>
  /** The bytes of a file, piece by piece: for files that may be larger than the memory. Rejects as `readFile` does. */
  readBytes(path: string): AsyncIterable<Uint8Array>
  /** Writes a file whole or not at all, and the folders that it lies in. Rejects with the error of `node:fs`. */
  writeFile(path: string, text: string): Promise<void>
  /** Environment variables: `NO_COLOR`, `FORCE_COLOR`, and those that a config file refers to. */
  env: Readonly<Record<string, string | undefined>>
  /** Milliseconds of a monotonic clock. */
  now(): number
  /** The time of day, ISO 8601 in UTC. */
  date(): string
  /** Aborted when the user interrupts. */
  signal: AbortSignal
}
