import { expect, test } from 'vitest'
import { compareCells } from '../../../src/report/page/compareCells.js'
import type { ReportCell } from '../../../src/report/ReportDocument.js'

const estimate = { value: 5, low: 0, high: 100 }
const cells: ReportCell[] = [null, 'tool10', 7, estimate, 'tool2', -1, null]

test('numbers by value, then texts by their numbers, and what is not known last in both directions', () => {
  const sorted = (descending: boolean) =>
    [...cells].sort((one, other) => compareCells(one, other, descending))
  expect(sorted(false)).toEqual([-1, estimate, 7, 'tool2', 'tool10', null, null])
  expect(sorted(true)).toEqual(['tool10', 'tool2', 7, estimate, -1, null, null])
})
