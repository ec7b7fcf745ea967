import type { HeapFigures } from '../suites/heapSuite.js'
import { markdownTable } from './markdownTable.js'

const mb = (bytes: number) => (bytes / 1e6).toFixed(1)
const count = (value: number) => value.toLocaleString('en-US')

/** The heap early and late, and whether it holds. */
export function heapText({ points, early, late, limit, passed, ms }: HeapFigures): string {
  const header = ['selections and calls', 'heap after GC, MB', 'at most']
  const rows = [
    [count(points.early), mb(early), ''],
    [count(points.late), mb(late), mb(limit)],
  ]
  const verdict = passed ? 'The heap does not grow.' : 'THE HEAP GROWS.'
  return `Heap of a wrapped client\n\n${markdownTable(header, rows)}\n\n${verdict} ${(ms / 1000).toFixed(0)} s.`
}
