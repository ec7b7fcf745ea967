import type { ReportCell } from '../ReportDocument.js'

/**
 * Orders two cells upwards: numbers before texts, texts as people sort them (`tool2` before `tool10`). What is not known
 * comes last in both directions (`descending` turns only the rest around).
 */
export function compareCells(one: ReportCell, other: ReportCell, descending: boolean): number {
  const [left, right] = [keyOf(one), keyOf(other)]
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  const upwards =
    typeof left === 'number' && typeof right === 'number'
      ? left - right
      : typeof left === 'string' && typeof right === 'string'
        ? left.localeCompare(right, 'en', { numeric: true })
        : typeof left === 'number'
          ? -1
          : 1
  return descending ? -upwards : upwards
}

function keyOf(cell: ReportCell): string | number | null {
  return typeof cell === 'object' && cell !== null ? cell.value : cell
}
