import type { CliIo } from './CliIo.js'
import { escapeProse } from './escapeText.js'
import type { LeftOut } from './leftOut.js'
import type { ServerReport } from './ServerReport.js'
import { createStyle } from './Style.js'

/** Tells on stderr, one line each, what a result does not hold: warnings, failed servers, refused definitions. */
export function warn(
  {
    warnings,
    servers,
    leftOut,
  }: { warnings: readonly string[]; servers: readonly ServerReport[]; leftOut: readonly LeftOut[] },
  io: CliIo,
): void {
  const style = createStyle(io, 'stderr')
  const lines = [
    ...warnings,
    ...servers.flatMap(({ server, error }) =>
      error === undefined ? [] : [`server ${server} failed: ${error}`],
    ),
    ...leftOut.map(({ server, message }) => `left out${server === null ? '' : ` (${server})`}: ${message}`),
  ]
  for (const line of lines) io.stderr.write(`${style.warn('warning:')} ${escapeProse(line)}\n`)
}
