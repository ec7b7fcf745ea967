import { expect, test } from 'vitest'
import { parseArguments } from '../../bench/parseArguments.js'
import { commandOf } from '../../bench/report/commandOf.js'

test('names the command of a suite, or of the whole run, with what was asked for', () => {
  const command = (suite: string | undefined, ...args: string[]) => commandOf(suite, parseArguments(args))
  expect(command(undefined)).toBe('npm run bench')
  expect(command(undefined, '--split', 'test')).toBe('npm run bench -- --split test')
  expect(command('claims')).toBe('npm run bench -- claims')
  expect(command('routing', '--set', 'demo', '--max-tokens', '500')).toBe(
    'npm run bench -- routing --set demo --max-tokens 500',
  )
  expect(command('ranking', '--mteb', 'DIR')).toBe('npm run bench -- ranking --mteb DIR')
})
