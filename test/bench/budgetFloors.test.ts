import { expect, it } from 'vitest'
import { type BudgetFigures, brokenFloors } from '../../bench/suites/budgetSuite.js'

const difference = (value: number, pValue = 0.001) => ({
  difference: value,
  interval: [value, value] as [number, number],
  pValue,
})
const at = (
  share: number,
  full: ReturnType<typeof difference>,
  compact = difference(0, 1),
): BudgetFigures => {
  const same = { full: 0, compact: 0, packed: 0 }
  return { share, tokens: 100, recall: same, tools: same, used: same, against: { full, compact } }
}

it('hold where packing finds more at 5 and 10 % and no less anywhere', () => {
  const figures = [at(0.05, difference(0.1)), at(0.1, difference(0.1)), at(0.2, difference(0, 1))]
  expect(brokenFloors('set', figures)).toEqual([])
})

it('do not hold where packing finds less than either, by however little', () => {
  expect(brokenFloors('set', [at(0.4, difference(-0.01, 0.9))])).toEqual([
    'set, 40 %: packed finds less than the list cut at full',
  ])
  expect(brokenFloors('set', [at(0.1, difference(0.1), difference(-0.01))])).toEqual([
    'set, 10 %: packed finds less than the list cut at compact',
  ])
})

it('do not hold where chance alone may give what packing finds more at 5 %', () => {
  const unclear = 'set, 5 %: packed does not find significantly more than the list cut at full'
  expect(brokenFloors('set', [at(0.05, difference(0.1, 0.06))])).toEqual([unclear])
  expect(brokenFloors('set', [at(0.05, difference(0, 0.01))])).toEqual([unclear])
  expect(brokenFloors('set', [at(0.2, difference(0.1, 0.06))])).toEqual([])
})

it('are not asked of smaller budgets', () => {
  expect(brokenFloors('set', [at(0.02, difference(-0.1))])).toEqual([])
})
