import { expect, it } from 'vitest'
import { searchTasks } from '../../src/crib/searchTasks.js'

it.each([
  [{ tasks: ['draw a pie'] }, ['draw a pie']],
  [{ tasks: 'draw a pie' }, ['draw a pie']],
  ['{"tasks": ["a", " b "]}', ['a', 'b']],
  [{ tasks: ['a'], limit: 3 }, ['a']],
])('reads %j', (args, tasks) => {
  expect(searchTasks(args)).toEqual({ tasks })
})

it.each([
  [undefined],
  [null],
  ['pie'],
  [{}],
  [{ tasks: [] }],
  [{ tasks: [' '] }],
  [{ tasks: [1] }],
  [{ tasks: Array(9).fill('a') }],
  [{ tasks: ['a'.repeat(10_001)] }],
])('tells the model what to send instead of %j', (args) => {
  expect(searchTasks(args)).toEqual({ fault: expect.stringContaining('{"tasks": ["what you want to do"]}') })
})
