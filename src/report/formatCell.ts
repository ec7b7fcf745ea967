import { plainText } from './plainText.js'
import type { ReportCell, ReportUnit } from './ReportDocument.js'

/** How a unit writes its numbers, and what stands behind a number that stands alone. */
interface UnitStyle {
  /** Decimals that a number is written with. */
  digits: (value: number) => number
  /** Multiplies the number. */
  factor?: number
  /** Before and behind each number. */
  around?: [string, string]
  /** Behind a lone number. */
  suffix: string
  /** In the head of a column or at an axis; its cells are then bare. */
  head: string
}

const UNITS: Record<ReportUnit, UnitStyle> = {
  text: { digits: threeDigits, suffix: '', head: '' },
  count: { digits: countDigits, suffix: '', head: '' },
  tokens: { digits: countDigits, suffix: ' tokens', head: 'tokens' },
  share: { digits: () => 1, factor: 100, suffix: ' %', head: '%' },
  dollars: { digits: dollarDigits, around: ['$', ''], suffix: '', head: '' },
  ms: { digits: msDigits, suffix: ' ms', head: 'ms' },
  ratio: { digits: threeDigits, around: ['', '×'], suffix: '', head: '' },
  number: { digits: threeDigits, suffix: '', head: '' },
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
  const style = UNITS[unit]
  if (typeof cell === 'number') return write(cell, style, style.digits(cell))
  const digits = style.digits(cell.value)
  // Whole per cents between the brackets: bounds are no place for a tenth.
  const [low, high] = [cell.low, cell.high].map((bound) => write(bound, style, unit === 'share' ? 0 : digits))
  return `${write(cell.value, style, digits)} [${low}, ${high}]`
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

function write(
  value: number,
  { factor = 1, around: [before, after] = ['', ''] }: UnitStyle,
  digits: number,
): string {
  const text = fixed(Math.abs(value * factor), digits)
  return `${value < 0 && /[1-9]/.test(text) ? '-' : ''}${before}${text}${after}`
}

function countDigits(value: number): number {
  return Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : 1
}

function msDigits(value: number): number {
  const size = Math.abs(value)
  return size < 1 ? 3 : size < 100 ? 1 : 0
}

/** Cents from a dollar on; below, as many digits as show the two leading ones. */
function dollarDigits(value: number): number {
  const size = Math.abs(value)
  return size >= 1 || size === 0 ? 2 : Math.max(2, Math.min(8, 1 - Math.floor(Math.log10(size))))
}

/** Three leading digits. */
function threeDigits(value: number): number {
  const size = Math.abs(value)
  if (Number.isInteger(value) || size >= 100) return 0
  return Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(size))))
}

/** Decimals with commas between thousands, the same in every locale. */
function fixed(size: number, digits: number): string {
  if (size >= 1e21) return String(size)
  const [whole, part] = size.toFixed(digits).split('.')
  return `${whole!.replace(/\B(?=(\d{3})+$)/g, ',')}${part === undefined ? '' : `.${part}`}`
}
