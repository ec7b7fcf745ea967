import { plainText } from './plainText.js'
import type { ReportCell, ReportUnit } from './ReportDocument.js'

/** How a unit writes its numbers, and what stands behind a number that stands alone. */
interface UnitStyle {
  write: (value: number) => string
  /** Behind a lone number. */
  suffix: string
  /** In the head of a column or at an axis; its cells are then bare. */
  head: string
}

const UNITS: Record<ReportUnit, UnitStyle> = {
  text: { write: writeNumber, suffix: '', head: '' },
  count: { write: writeCount, suffix: '', head: '' },
  tokens: { write: writeCount, suffix: ' tokens', head: 'tokens' },
  share: { write: (value) => fixed(value * 100, 1), suffix: ' %', head: '%' },
  dollars: { write: writeDollars, suffix: '', head: '' },
  ms: { write: writeMs, suffix: ' ms', head: 'ms' },
  ratio: { write: (value) => `${writeNumber(value)}×`, suffix: '', head: '' },
  number: { write: writeNumber, suffix: '', head: '' },
}

/** What is shown where a value is not known or does not apply. */
export const NO_VALUE = '–'

/**
 * A cell as text, without the unit that the head of its column names (`56.0`, `1,904`, `$0.0123`, `1.8×`). A value with
 * an interval is `56.0 [45, 67]`.
 */
export function formatCell(cell: ReportCell, unit: ReportUnit): string {
  if (cell === null) return NO_VALUE
  if (typeof cell === 'string') return plainText(cell)
  const { write } = UNITS[unit]
  if (typeof cell === 'number') return write(cell)
  return `${write(cell.value)} [${writeBound(cell.low, unit)}, ${writeBound(cell.high, unit)}]`
}

/** The same with its unit, for a number that stands alone: `98.7 %`, `1,904 tokens`, `56.0 % [45, 67]`. */
export function formatAlone(cell: ReportCell, unit: ReportUnit): string {
  if (cell === null || typeof cell === 'string') return formatCell(cell, unit)
  if (typeof cell === 'number') return `${formatCell(cell, unit)}${UNITS[unit].suffix}`
  const [value, bounds] = [formatCell(cell.value, unit), formatCell(cell, unit).replace(/^.*? \[/, '[')]
  return `${value}${UNITS[unit].suffix} ${bounds}`
}

/** A title with the unit of its numbers, unless it names it: `recall@5 (%)`. */
export function titleWithUnit(title: string, unit: ReportUnit): string {
  const [text, { head }] = [plainText(title), UNITS[unit]]
  const isNamed = text
    .toLowerCase()
    .split(/[\s,;:()[\]]+/)
    .includes(head)
  return head === '' || isNamed ? text : `${text} (${head})`
}

/** Shares are rounded to whole per cents between brackets: an interval is no place for decimals. */
function writeBound(value: number, unit: ReportUnit): string {
  return unit === 'share' ? fixed(value * 100, 0) : UNITS[unit].write(value)
}

function writeCount(value: number): string {
  return Number.isInteger(value) || Math.abs(value) >= 100 ? fixed(value, 0) : fixed(value, 1)
}

function writeMs(value: number): string {
  const size = Math.abs(value)
  return fixed(value, size < 1 ? 3 : size < 100 ? 1 : 0)
}

/** Cents from a dollar on; below, as many digits as show the two leading ones. */
function writeDollars(value: number): string {
  const size = Math.abs(value)
  const digits = size >= 1 || size === 0 ? 2 : Math.min(8, 1 - Math.floor(Math.log10(size)))
  const text = fixed(size, Math.max(2, digits))
  return `${value < 0 && /[1-9]/.test(text) ? '-' : ''}$${text}`
}

/** Three leading digits. */
function writeNumber(value: number): string {
  const size = Math.abs(value)
  if (Number.isInteger(value) || size >= 100) return fixed(value, 0)
  return size === 0 ? '0' : fixed(value, Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(size)))))
}

/** Decimals with commas between thousands, the same in every locale; never `-0`. */
function fixed(value: number, digits: number): string {
  if (Math.abs(value) >= 1e21) return String(value)
  const [whole, part] = value.toFixed(digits).split('.')
  const text = `${whole!.replace(/\B(?=(\d{3})+$)/g, ',')}${part === undefined ? '' : `.${part}`}`
  return /^-[0.,]+$/.test(text) ? text.slice(1) : text
}
