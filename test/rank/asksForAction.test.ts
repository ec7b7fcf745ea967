import { expect, test } from 'vitest'
import { asksForAction } from '../../src/rank/asksForAction.js'

test('a part that says what to do asks for it, behind courtesies too', () => {
  for (const part of [
    'mail it to Ana',
    'Put it in my calendar',
    'could you please book a room',
    'I want to cancel it',
  ])
    expect(asksForAction(part), part).toBe(true)
})

test('a part that tells something else does not', () => {
  for (const part of [
    'near the station',
    'which Karim wrote in May',
    'with breakfast',
    '',
    'the train was late',
    '42',
  ])
    expect(asksForAction(part), part).toBe(false)
})
