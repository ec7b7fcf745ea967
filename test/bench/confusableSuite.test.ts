import { expect, test } from 'vitest'
import { confusableText } from '../../bench/report/confusableText.js'
import { confusableSuite, coverage } from '../../bench/suites/confusableSuite.js'

const pair = (one: string, other: string) => ({
  tools: [one, other] as const,
  gap: 0,
  similarity: 0,
  shared: [],
  separating: [[], []] as const,
})

test('an error is covered where its wrong first tool is listed with a right one, or an equal of it', () => {
  const misses = [
    { first: 'b', groups: [['a']] },
    { first: 'a', groups: [['b']] },
    { first: 'c', groups: [['a'], ['d', 'e']] },
    { first: 'c', groups: [['b']] },
  ]
  const pairs = [pair('a', 'b'), pair('c', 'e')]
  expect(coverage(misses, { pairs, groups: [], possible: 10, found: 2 })).toEqual({
    errors: 4,
    covered: 2.5 / 4,
    attainable: 3 / 4,
    pairs: 2,
    groups: 0,
    share: 0.2,
  })
})

test('the suite ranks a set and finds its twins', async () => {
  const tools = ['add_note', 'create_note', 'wipe_disk'].map((name) => ({
    name,
    inputSchema: { type: 'object' },
  }))
  const queries = [
    { id: '1', text: 'add note', gold: ['create_note'] },
    { id: '2', text: 'wipe the disk', gold: ['wipe_disk'] },
    { id: '3', text: 'dance', gold: [] },
  ]
  const shares: number[] = []
  const progress = { update: (share: number) => shares.push(share), end: () => {} }
  const figures = await confusableSuite({ name: 'set', sources: [{ tools }], queries }, progress)
  expect(figures).toMatchObject({ tools: 3, tasks: 2, errors: 1, covered: 1, attainable: 1, pairs: 1 })
  expect(shares.at(-1)).toBe(1)
  expect(confusableText('set', figures)).toMatch(/\| set +\| 1 of 2 \| +1 \| 33.3 % \| 100.0 % \|/)
})
