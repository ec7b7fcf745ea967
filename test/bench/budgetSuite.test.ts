import { expect, test } from 'vitest'
import { budgetText } from '../../bench/report/budgetText.js'
import { BUDGETS, budgetSuite, STRATEGIES } from '../../bench/suites/budgetSuite.js'

const THINGS = ['invoice', 'flight', 'song', 'river', 'garden', 'letter', 'ticket', 'recipe']
/** Compact leaves out the title; a signature also what comes behind the first sentence, and what is said of the page. */
const tools = THINGS.map((thing) => ({
  name: `list_${thing}`,
  title: `Every ${thing} that there is, in one long list of all that was ever kept, by day and by name, with each page`,
  description: `Lists every ${thing}. Results come in pages of fifty, newest first, and stay valid for an hour.`,
  inputSchema: {
    type: 'object',
    properties: { page: { type: 'integer', description: 'Number of the page, beginning with one' } },
  },
}))
const queries = [
  ...THINGS.map((thing) => ({ id: thing, text: `show me the ${thing}`, gold: [`list_${thing}`] })),
  { id: 'two', text: 'show me the flight', gold: ['list_flight', 'list_river'] },
  { id: 'none', text: 'sing', gold: [] },
]

const shares: number[] = []
let ended = 0
const progress = { update: (share: number) => shares.push(share), end: () => void ended++ }
const figures = await budgetSuite({ name: 'set', sources: [{ tools }], queries }, progress)

test('every budget is a share of the catalog that no strategy exceeds', () => {
  expect(figures.map(({ share }) => share)).toEqual([...BUDGETS])
  const total = figures.at(-1)!.tokens / BUDGETS.at(-1)!
  for (const { share, tokens, used } of figures) {
    expect(Math.abs(tokens - share * total)).toBeLessThanOrEqual(1 + share)
    for (const strategy of STRATEGIES) expect(used[strategy]).toBeLessThanOrEqual(tokens)
  }
})

test('a budget of less than any tool hands out nothing, a wide one finds all that the ranking puts first', () => {
  expect(figures[0]).toMatchObject({
    recall: { full: 0, compact: 0, packed: 0 },
    tools: { full: 0, compact: 0, packed: 0 },
    used: { full: 0, compact: 0, packed: 0 },
  })
  const wide = figures.at(-1)!
  // Nine tasks have gold: eight find it, the ninth at least one of its two.
  for (const strategy of STRATEGIES) expect(wide.recall[strategy]).toBeGreaterThanOrEqual(8.5 / 9)
  expect(shares).toHaveLength(9)
  expect(shares.at(-1)).toBe(1)
  expect(ended).toBe(1)
})

test('short levels make room for more tools', () => {
  const { tools: counts } = figures.at(-1)!
  expect(counts.compact).toBeGreaterThan(counts.full)
  expect(counts.packed).toBeGreaterThan(counts.compact)
})

test('packed is compared with each cut, task by task', () => {
  for (const { recall, against } of figures) {
    expect(against.full.difference).toBeCloseTo(recall.packed - recall.full, 12)
    expect(against.compact.difference).toBeCloseTo(recall.packed - recall.compact, 12)
  }
})

test('the table has a row a budget, in percent, with signs and p', () => {
  const compared = (difference: number, pValue: number) => ({
    ...figures[0]!.against.full,
    difference,
    pValue,
  })
  const row = {
    share: 0.05,
    tokens: 640,
    recall: { full: 0.5, compact: 0.7, packed: 0.6 },
    tools: { full: 1, compact: 2.25, packed: 3 },
    used: { full: 1, compact: 2, packed: 3 },
    against: { full: compared(0.1, 0.0004), compact: compared(-0.1, 0.25) },
  }
  const lines = budgetText({ mine: [row] }).split('\n')
  expect(lines[0]).toMatch(/^Recall in % by budget/)
  expect(
    lines
      .at(-1)!
      .split(/ *\| */)
      .slice(1, -1),
  ).toEqual([
    'mine',
    '5 %',
    '640',
    '50.0',
    '70.0',
    '60.0',
    '+10.0 (<.001)',
    '-10.0 (.250)',
    '1.0 / 2.3 / 3.0',
  ])
})
