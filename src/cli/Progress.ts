import type { CliIo } from './CliIo.js'
import { cutToWidth } from './displayWidth.js'
import { escapeText } from './escapeText.js'

/** One line on stderr that is written over again and again; nothing at all off a terminal. */
export interface Progress {
  /** Shows a line; at most one in 100 ms is written. */
  show(line: string): void
  /** Wipes the line. */
  clear(): void
}

const EVERY_MS = 100
const WIPE = '\r\u001B[2K'

/** A progress line on stderr where that is a terminal. */
export function createProgress(io: Pick<CliIo, 'stderr' | 'now'>): Progress {
  let shownAt = Number.NEGATIVE_INFINITY
  let dirty = false
  return {
    show(line) {
      if (!io.stderr.isTTY || io.now() - shownAt < EVERY_MS) return
      shownAt = io.now()
      dirty = true
      io.stderr.write(`${WIPE}${cutToWidth(escapeText(line), (io.stderr.columns ?? 80) - 1)}`)
    },
    clear() {
      if (dirty) io.stderr.write(WIPE)
      dirty = false
    },
  }
}
