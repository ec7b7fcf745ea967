import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CribError } from '../../errors.js'
import type { ShadowTurn } from '../../eval/shadow/ShadowTurn.js'
import { showValue } from '../../text/showValue.js'

/** Options of {@link openShadowLog}. */
export interface ShadowLogOptions {
  /**
   * Bytes of the file, 1,000 or more. Before it would grow beyond them it is renamed to `<file>.1`, in place of the last of
   * that name, and a new one begins. Default 10,000,000.
   */
  maxBytes?: number
}

/** A file that turns are logged to. */
export interface ShadowLog {
  /** Adds a line, later: never throws, and waits for nothing. */
  readonly log: (turn: ShadowTurn) => void
  /** Turns that were lost: the file could not be written, or could not keep up. */
  readonly dropped: number
  /** Waits until every turn is in the file. Never rejects. */
  close(): Promise<void>
}

/** Characters that may wait to be written. */
const MAX_WAITING = 4_000_000

/**
 * A shadow log in a file of JSON lines that only its owner can read. Missing folders are made.
 *
 * @throws CribError `option-invalid`
 */
export function openShadowLog(file: string, { maxBytes = 10_000_000 }: ShadowLogOptions = {}): ShadowLog {
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1_000) {
    const message = `maxBytes of a shadow log is ${showValue(maxBytes)}. Give an integer of at least 1000.`
    throw new CribError('option-invalid', message, { details: { option: 'maxBytes', value: maxBytes } })
  }
  return new FileLog(file, maxBytes)
}

class FileLog implements ShadowLog {
  readonly #file: string
  readonly #maxBytes: number
  #queue: Promise<void> = Promise.resolve()
  /** Undefined before the first line. */
  #size: number | undefined
  #waiting = 0
  #dropped = 0

  constructor(file: string, maxBytes: number) {
    this.#file = file
    this.#maxBytes = maxBytes
  }

  readonly log = (turn: ShadowTurn): void => {
    const line = `${JSON.stringify(turn)}\n`
    if (this.#waiting + line.length > MAX_WAITING) {
      this.#dropped += 1
      return
    }
    this.#waiting += line.length
    this.#queue = this.#queue
      .then(() => this.#write(line))
      .catch(() => {
        this.#dropped += 1
      })
      .finally(() => {
        this.#waiting -= line.length
      })
  }

  get dropped(): number {
    return this.#dropped
  }

  async close(): Promise<void> {
    await this.#queue
  }

  async #write(line: string): Promise<void> {
    this.#size ??= await this.#open()
    const bytes = Buffer.byteLength(line)
    if (this.#size > 0 && this.#size + bytes > this.#maxBytes) {
      await rename(this.#file, `${this.#file}.1`)
      this.#size = 0
    }
    await appendFile(this.#file, line, { mode: 0o600 })
    this.#size += bytes
  }

  async #open(): Promise<number> {
    await mkdir(dirname(this.#file), { recursive: true })
    return await stat(this.#file).then(
      ({ size }) => size,
      () => 0,
    )
  }
}
