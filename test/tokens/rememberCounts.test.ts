import { expect, it, vi } from 'vitest'
import { AdditiveCounter } from '../../src/tokens/AdditiveCounter.js'
import { rememberCounts } from '../../src/tokens/rememberCounts.js'

/** One token a character. */
const parts = () => ({ name: 'characters', exact: true, count: vi.fn((text: string) => text.length) })

it('gives the same counts, and counts each text once', () => {
  const counter = parts()
  const remembering = rememberCounts(counter)
  expect(['ab', 'abc', 'ab', ''].map(remembering.count)).toEqual([2, 3, 2, 0])
  expect(counter.count).toHaveBeenCalledTimes(3)
  expect(remembering).toMatchObject({ name: 'characters', exact: true })
})

it('is additive only where the counter is', () => {
  expect(rememberCounts(parts())).not.toBeInstanceOf(AdditiveCounter)
  expect(rememberCounts(new AdditiveCounter(parts()))).toBeInstanceOf(AdditiveCounter)
})

it('forgets rather than hold more text than it may', () => {
  const counter = parts()
  const remembering = rememberCounts(counter, 5)
  for (const text of ['abc', 'de', 'abc', 'f', 'abc', 'f']) remembering.count(text)
  // "f" is one too many: "abc" has to be counted again.
  expect(counter.count.mock.calls.flat()).toEqual(['abc', 'de', 'f', 'abc'])
})
