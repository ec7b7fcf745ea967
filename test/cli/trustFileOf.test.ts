import { expect, test } from 'vitest'
import { trustFileOf } from '../../src/cli/trustFileOf.js'

test.each([
  ['linux', {}, '/home/ana', '/home/ana/.local/state/toolcrib/trust.json'],
  ['linux', { XDG_STATE_HOME: '/state' }, '/home/ana', '/state/toolcrib/trust.json'],
  ['linux', { XDG_STATE_HOME: 'state' }, '/home/ana', '/home/ana/.local/state/toolcrib/trust.json'],
  ['linux', { XDG_STATE_HOME: '' }, '/home/ana', '/home/ana/.local/state/toolcrib/trust.json'],
  ['darwin', {}, '/Users/ana', '/Users/ana/Library/Application Support/toolcrib/trust.json'],
  ['darwin', { XDG_STATE_HOME: '/state' }, '/Users/ana', '/state/toolcrib/trust.json'],
  ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\ana', 'D:\\Local\\toolcrib\\trust.json'],
  ['win32', {}, 'C:\\Users\\ana', 'C:\\Users\\ana\\AppData\\Local\\toolcrib\\trust.json'],
] as const)('on %s with %j the state lies in its place', (platform, env, home, file) => {
  expect(trustFileOf({ platform, env, home })).toBe(file)
})
