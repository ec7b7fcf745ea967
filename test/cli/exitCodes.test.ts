import { expect, test } from 'vitest'
import { exitCodeOf } from '../../src/cli/exitCodes.js'

test('codes of bad input, of failures and of an interruption exit differently', () => {
  expect([
    exitCodeOf('task-empty'),
    exitCodeOf('server-failed'),
    exitCodeOf('trust-locked'),
    exitCodeOf('aborted'),
  ]).toEqual([2, 1, 1, 130])
})
