import { expect, it } from 'vitest'
import { taskOf } from '../../src/eval/index.js'

it('is the text of a query that stands alone', () => {
  expect(taskOf({ text: 'refund it' })).toBe('refund it')
  expect(taskOf({ text: 'refund it', history: [] })).toBe('refund it')
})

it('is the conversation of the user, oldest message first, where there is a history', () => {
  expect(taskOf({ text: 'and in March', history: ['sales in May', 'in April'] })).toEqual({
    messages: [
      { role: 'user', content: 'sales in May' },
      { role: 'user', content: 'in April' },
      { role: 'user', content: 'and in March' },
    ],
  })
})
