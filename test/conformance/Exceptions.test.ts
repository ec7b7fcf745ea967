import { expect, test } from 'vitest'
import { faultsOfRun } from './Exceptions.js'
import type { ScenarioResult } from './ScenarioResult.js'

const result = (scenario: string, ...faults: string[]): ScenarioResult => ({
  scenario,
  scored: true,
  passed: 1,
  faults,
})

test('a run is as expected when exactly the exceptions failed', () => {
  expect(faultsOfRun([result('one'), result('two', 'why')], { two: 'not there yet' })).toEqual([])
  expect(faultsOfRun([result('one')])).toEqual([])
})

test('a failure that nobody expected speaks against the run', () => {
  expect(
    faultsOfRun([result('one', 'why', 'and why'), result('two', 'why')], { two: 'not there yet' }),
  ).toEqual(['one failed: why; and why'])
})

test('so do an exception that passed and one that is not in the set', () => {
  expect(faultsOfRun([result('one')], { one: 'not there yet', other: 'gone' })).toEqual([
    'one is an exception, and passed',
    'other is an exception, and no scenario of the set',
  ])
})
