import { expect, test } from 'vitest'
import { createStyle } from '../../src/cli/Style.js'
import { testIo } from './testIo.js'

const coloured = (env: Record<string, string>, tty: boolean) =>
  createStyle(testIo({ stdout: '', stderr: '' }, { env, tty })).bold('x') !== 'x'

test.each([
  ['a terminal', {}, true, true],
  ['no terminal', {}, false, false],
  ['NO_COLOR', { NO_COLOR: '1' }, true, false],
  ['an empty NO_COLOR', { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR', { FORCE_COLOR: '1' }, false, true],
  ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
  ['NO_COLOR over FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['a dumb terminal', { TERM: 'dumb' }, true, false],
])('colours with %s', (_, env, tty, expected) => {
  expect(coloured(env, tty)).toBe(expected)
})

test('lines are cut on a terminal only', () => {
  const width = (tty: boolean) => createStyle(testIo({ stdout: '', stderr: '' }, { tty, columns: 40 })).width
  expect(width(true)).toBe(40)
  expect(width(false)).toBe(Number.POSITIVE_INFINITY)
})
