import { createColors } from 'picocolors'
import type { CliIo } from './CliIo.js'

/** How text looks on the stream that it goes to. */
export interface Style {
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  bad(text: string): string
  warn(text: string): string
  /** Columns that a line may take; infinite where the output is no terminal. */
  width: number
}

/** Used when a terminal does not tell its width. */
const DEFAULT_COLUMNS = 80

/**
 * The style of a stream: colours on a terminal only. `NO_COLOR` (not empty) switches them off, `FORCE_COLOR`
 * (not empty, not `0`) on; `NO_COLOR` wins. Lines are cut to the terminal's width and never elsewhere.
 */
export function createStyle(
  io: Pick<CliIo, 'stdout' | 'stderr' | 'env'>,
  stream: 'stdout' | 'stderr' = 'stdout',
): Style {
  const { isTTY, columns } = io[stream]
  const forced = Boolean(io.env['FORCE_COLOR']) && io.env['FORCE_COLOR'] !== '0'
  const dumb = io.env['TERM'] === 'dumb'
  const onTerminal = isTTY === true && !dumb && io.env['FORCE_COLOR'] !== '0'
  // Strictly a boolean: undefined (the isTTY of a pipe in Node) would let picocolors decide by itself.
  const colours = createColors(!io.env['NO_COLOR'] && (forced || onTerminal))
  return {
    bold: (text) => colours.bold(text),
    dim: (text) => colours.dim(text),
    good: (text) => colours.green(text),
    bad: (text) => colours.red(text),
    warn: (text) => colours.yellow(text),
    width: isTTY ? (columns ?? DEFAULT_COLUMNS) : Number.POSITIVE_INFINITY,
  }
}
