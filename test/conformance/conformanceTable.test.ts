import { expect, test } from 'vitest'
import { conformanceTable } from './conformanceTable.js'

test('counts scenarios and checks, scored and not, and names the faults', () => {
  const table = conformanceTable('a set', [
    { scenario: 'one', scored: true, passed: 3, faults: [] },
    { scenario: 'two', scored: true, passed: 2, faults: ['check: why'] },
    { scenario: 'three', scored: false, passed: 4, faults: [] },
  ])
  expect(table).toBe(
    [
      'a set',
      '               scenarios    passed    failed    checks',
      '  scored               2         1         1         5',
      '  not scored           1         1         0         4',
      '  two',
      '    check: why',
      '',
    ].join('\n'),
  )
})
