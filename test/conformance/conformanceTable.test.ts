import { expect, test } from 'vitest'
import { conformanceTable } from './conformanceTable.js'

test('counts scenarios and checks, scored and not, names the faults and the reasons of the exceptions', () => {
  const table = conformanceTable(
    'a set',
    [
      { scenario: 'one', scored: true, passed: 3, faults: [] },
      { scenario: 'two', scored: true, passed: 2, faults: ['check: why'] },
      { scenario: 'three', scored: false, passed: 4, faults: [] },
      { scenario: 'four', scored: false, passed: 1, faults: ['check: why', 'check: and why'] },
    ],
    { four: 'not there yet' },
  )
  expect(table).toBe(
    [
      'a set',
      '               scenarios    passed    failed  excepted    checks',
      '  scored               2         1         1         0         5',
      '  not scored           2         1         0         1         5',
      '  two',
      '    check: why',
      '  four (excepted: not there yet)',
      '',
    ].join('\n'),
  )
})
