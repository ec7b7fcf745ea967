import { expect, test } from 'vitest'
import { feedbackText } from '../../bench/report/feedbackText.js'
import { honestVotes, pushingVotes, scatteredVotes } from '../../bench/suites/falseVotes.js'
import { feedbackSuite } from '../../bench/suites/feedbackSuite.js'

const THINGS = ['invoice', 'flight', 'song', 'river', 'garden']
const tools = THINGS.map((thing) => ({
  name: `list_${thing}`,
  description: `Lists every ${thing}.`,
  inputSchema: { type: 'object' },
}))
const queries = THINGS.flatMap((thing) =>
  ['show', 'find', 'read', 'get', 'give'].map((verb) => ({
    id: `${verb} ${thing}`,
    text: `${verb} me the ${thing}`,
    gold: [`list_${thing}`],
  })),
)
const ids = tools.map(({ name }) => name)

test('votes for right tools, for drawn wrong ones, and for one tool', () => {
  const task = { id: '1', text: 'a', gold: ['x', 'x', 'y'], alternatives: { x: ['z'] } }
  expect(honestVotes([task]).map(({ toolId }) => toolId)).toEqual(['x', 'y'])
  const scattered = scatteredVotes(queries, ids, 0)
  expect(scattered).toHaveLength(25)
  for (const [at, { task: text, toolId }] of scattered.entries()) {
    expect(text).toBe(queries[at]!.text)
    expect(queries[at]!.gold).not.toContain(toolId)
  }
  expect(new Set(scattered.map(({ toolId }) => toolId)).size).toBeGreaterThan(2)
  expect(scatteredVotes([task], ['x', 'y', 'z'], 0)).toEqual([])
  const pushing = pushingVotes([...queries, ...Array.from({ length: 200 }, () => task)], 'list_song')
  expect(pushing).toHaveLength(100)
  expect(pushing.filter(({ task: text }) => String(text).includes('song'))).toEqual([])
})

test('the suite measures the tasks that nobody voted on, in each way of voting', async () => {
  const shares: number[] = []
  const progress = { update: (share: number) => shares.push(share), end: () => {} }
  const figures = await feedbackSuite({ name: 'set', sources: [{ tools }], queries }, progress)
  expect(figures).toMatchObject({ tools: 5, tasks: 20 })
  expect(Object.keys(figures.votings)).toEqual([
    'none',
    'honest',
    'honest+scattered',
    'honest+pushing',
    'scattered',
    'pushing',
  ])
  expect(figures.votings.none).toMatchObject({ votes: 0, recall5: 1, fall: 0 })
  expect(figures.votings.honest.votes).toBe(5)
  expect(figures.votings['honest+scattered'].votes).toBe(10)
  for (const { fall } of Object.values(figures.votings)) expect(fall).toBeLessThanOrEqual(5)
  expect(shares.at(-1)).toBe(1)
  expect(feedbackText('set', figures)).toMatch(
    /\| none +\| +0 \| +1.00 \| +\d+\.\d\d \| +100.00 \| +0 ranks \|/,
  )
})
