import type { Level } from '../../tool/Level.js'
import { cutToWidth } from '../displayWidth.js'
import { escapeProse, escapeText } from '../escapeText.js'
import { formatConfidence, formatInteger } from '../format.js'
import { type Column, renderTable } from '../renderTable.js'
import type { Style } from '../Style.js'

/** What the table shows of a tool that was handed out; `SelectedItem` has it all. */
export interface HandoutItem {
  rank: number
  name: string
  server?: string
  /** 0 to 1. */
  confidence: number
  /** How much of its definition was handed out. */
  level: Level
  tokens: number
  pinned: boolean
  reasons: readonly string[]
}

/** A narrower terminal would cut every reason after two words: there it gets a line of its own. */
const WIDE_ENOUGH = 120

const INDENT = '    '

const COLUMNS: readonly Column[] = [
  { header: '#', align: 'right' },
  { header: 'Tool', shrinkTo: 16 },
  { header: 'Server', shrinkTo: 6 },
  { header: 'Confidence', align: 'right' },
  { header: 'Level' },
  { header: 'Tokens', align: 'right' },
]

/** Tool, server, confidence, tokens and the strongest two reasons of everything that was handed out. */
export function handoutTable(items: readonly HandoutItem[], style: Style): string[] {
  const cells = items.map((item) => [
    String(item.rank),
    escapeText(item.name),
    escapeText(item.server ?? '-'),
    formatConfidence(item.confidence),
    item.level,
    formatInteger(item.tokens),
  ])
  const whys = items.map(why)
  if (style.width >= WIDE_ENOUGH) {
    const rows = cells.map((row, index) => [...row, whys[index] ?? ''])
    return renderTable([...COLUMNS, { header: 'Why', shrinkTo: 20 }], rows, style)
  }
  const [header = '', ...rows] = renderTable(COLUMNS, cells, style)
  const room = Math.max(10, style.width - INDENT.length)
  return [
    header,
    ...rows.flatMap((row, index) => [row, style.dim(`${INDENT}${cutToWidth(whys[index] ?? '', room)}`)]),
  ]
}

function why({ pinned, reasons }: HandoutItem): string {
  const said = escapeProse(reasons.slice(0, 2).join('; '))
  return pinned && !said.startsWith('pinned') ? `pinned; ${said}` : said
}
