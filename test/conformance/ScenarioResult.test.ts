import { expect, test } from 'vitest'
import { type Check, judgeScenario } from './ScenarioResult.js'

const PASS: Check = { id: 'one', status: 'SUCCESS' }
const ONE = { scenario: 'tools_call', scored: true }

/** Faults of a scenario whose client printed `stdout`. */
function faultsOf(checks: Check[], stdout = 'ended well\n', scenario = ONE.scenario): string[] {
  return judgeScenario({ scenario, scored: true }, { checks, stdout }).faults
}

test('a scenario passes when its checks passed and its client ended well', () => {
  const checks: Check[] = [PASS, PASS, { id: 'two', status: 'INFO' }, { id: 'three', status: 'SKIPPED' }]
  expect(judgeScenario(ONE, { checks, stdout: 'a line\nended well\n' })).toEqual({
    ...ONE,
    passed: 2,
    faults: [],
  })
})

test('failed checks and warnings are faults, with their reasons', () => {
  const failed: Check = { id: 'two', status: 'FAILURE', description: 'what it is', errorMessage: 'why' }
  const warned: Check = { id: 'three', status: 'WARNING', description: 'what it is' }
  expect(faultsOf([PASS, failed, warned])).toEqual(['two: why', 'three: what it is'])
})

test('a scenario that did not run, or checked nothing, has failed', () => {
  expect(faultsOf([])).toEqual(['no check passed'])
  expect(faultsOf([], '')).toHaveLength(2)
})

test('a client that fell over is a fault although no check failed', () => {
  expect(faultsOf([PASS], 'ended with Error: no tool is listed\n')[0]).toContain('no tool is listed')
  expect(faultsOf([PASS], '')[0]).toContain('did not end')
})

test('a client that must refuse to go on fails when it ends well, or for another reason', () => {
  const scenario = 'auth/iss-wrong-issuer'
  expect(faultsOf([PASS], 'ended with Error: Issuer mismatch in the response\n', scenario)).toEqual([])
  expect(faultsOf([PASS], 'ended well\n', scenario)).toHaveLength(1)
  expect(faultsOf([PASS], 'ended with Error: fetch failed\n', scenario)).toHaveLength(1)
})
