import { expect, it } from 'vitest'
import { stem } from '../../src/text/stem.js'

it('stems English words of 3 to 40 letters, the same each time', () => {
  for (const _ of [1, 2]) expect(stem('payments')).toBe('payment')
  expect(stem(`${'a'.repeat(39)}s`)).toBe('a'.repeat(39))
})

it.each(['is', `${'a'.repeat(40)}s`, 'paiements2', 'größes', 'constructor', '__proto__'])(
  'gives %j back',
  (word) => {
    expect(stem(word)).toBe(word)
  },
)
