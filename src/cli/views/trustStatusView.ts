import type { TrustStatusDocument } from '../commands/trust/trustStatus.js'
import { escapeText } from '../escapeText.js'
import { count, formatInteger } from '../format.js'
import { renderTable } from '../renderTable.js'
import type { Style } from '../Style.js'

/** The result of `toolcrib trust status` for people. */
export function trustStatusView({ file, servers, held }: TrustStatusDocument, style: Style): string {
  if (servers.length === 0) return `No server was seen yet (${escapeText(file)})\n`
  const lines = [
    ...renderTable(
      [
        { header: 'Server', shrinkTo: 12 },
        { header: 'Tools', align: 'right' },
        { header: 'Held', align: 'right' },
        { header: 'First seen', spare: true },
      ],
      servers.map(({ server, firstSeen, tools, held: count }) => [
        escapeText(server),
        formatInteger(tools),
        formatInteger(count),
        firstSeen,
      ]),
      style,
    ),
    '',
    ...heldLines(held, style),
    `Kept in ${escapeText(file)}`,
  ]
  return `${lines.join('\n')}\n`
}

function heldLines(held: TrustStatusDocument['held'], style: Style): string[] {
  if (held.length === 0) return [style.good('No tool is held.')]
  return [
    style.warn(`${count(held.length, 'tool')} held: changed since approved`),
    ...renderTable(
      [{ header: 'Tool', shrinkTo: 16 }, { header: 'Approved', spare: true }, { header: 'Changed' }],
      held.map(({ id, approved, seen }) => [escapeText(id), approved.since, seen.since]),
      style,
    ),
    style.dim('toolcrib trust diff shows what changed, toolcrib trust approve accepts it.'),
    '',
  ]
}
