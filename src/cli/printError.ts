import { CommanderError } from 'commander'
import { CribError } from '../errors.js'
import type { CliIo } from './CliIo.js'
import { escapeProse, jsonText } from './escapeText.js'
import { EXIT, exitCodeOf } from './exitCodes.js'
import { createStyle } from './Style.js'

/** What the `error` member of a JSON document holds. */
export interface ErrorDocument {
  /** A code of `ERROR_CODES`, or `unexpected` for a bug. */
  code: string
  message: string
  details: Readonly<Record<string, unknown>>
}

/** Prints a failure: one JSON document on stdout with `json`, one line on stderr otherwise. Returns the exit code. */
export function printError(error: unknown, options: { json: boolean; io: CliIo }): number {
  const { json, io } = options
  const { document, exitCode } = describe(error, io)
  if (json) io.stdout.write(jsonText({ error: document }))
  else io.stderr.write(`${createStyle(io, 'stderr').bad('error:')} ${escapeProse(document.message)}\n`)
  // A bug is worth its stack to whoever reports it.
  if (document.code === 'unexpected' && io.env['TOOLCRIB_DEBUG'] && error instanceof Error) {
    io.stderr.write(`${error.stack}\n`)
  }
  return exitCode
}

function describe(error: unknown, io: CliIo): { document: ErrorDocument; exitCode: number } {
  if (io.signal.aborted) {
    return { document: { code: 'aborted', message: 'Interrupted.', details: {} }, exitCode: EXIT.interrupted }
  }
  if (CribError.is(error)) {
    const { code, message, details } = error
    return { document: { code, message, details }, exitCode: exitCodeOf(code) }
  }
  if (error instanceof CommanderError) {
    const message = `${error.message.replace(/^error: /, '').replace(/\.$/, '')}. Run toolcrib --help.`
    return { document: { code: 'usage', message, details: { reason: error.code } }, exitCode: EXIT.badInput }
  }
  const message = error instanceof Error ? error.message : String(error)
  return {
    document: { code: 'unexpected', message: `Unexpected failure: ${message}`, details: {} },
    exitCode: EXIT.failed,
  }
}
