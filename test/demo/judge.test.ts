import type { Selection } from 'toolcrib'
import { expect, test } from 'vitest'
import { judge } from '../../demo/judge.js'

/** A selection as far as `judge` looks at it. */
function handedOut(ids: readonly string[], nothingFits = false): Selection {
  return { items: ids.map((id, index) => ({ id, rank: index + 1 })), nothingFits } as unknown as Selection
}

const sample = { id: 's', text: 'x', gold: ['a/one', 'b/two'] }

test.each([
  ['every gold tool', sample, handedOut(['b/two', 'a/one']), true, 'a/one at rank 2; b/two at rank 1'],
  ['one of two', sample, handedOut(['a/one']), false, 'a/one at rank 1; b/two was not handed out'],
  [
    'any is enough',
    { ...sample, anyOf: true },
    handedOut(['a/one']),
    true,
    'a/one at rank 1; b/two was not handed out',
  ],
  [
    'an alternative',
    { ...sample, gold: ['a/one'], alternatives: { 'a/one': ['c/three'] } },
    handedOut(['c/three']),
    true,
    'c/three at rank 1, as good as a/one',
  ],
  ['nothing fits, and it says so', { ...sample, gold: [] }, handedOut([], true), true, /none was handed out/],
  ['nothing fits, and it does not', { ...sample, gold: [] }, handedOut(['a/one']), false, /yet some were/],
])('%s', (_, row, selection, hit, text) => {
  const verdict = judge(row, selection)
  expect(verdict.hit).toBe(hit)
  expect(verdict.text).toMatch(text)
})
