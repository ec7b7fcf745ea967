import { packLevels } from 'toolcrib'
import { expect, it } from 'vitest'
import { randomInstance } from '../../bench/data/packingInstances.js'
import { prerequisiteFigures } from '../../bench/data/prerequisiteFigures.js'
import { rankedInstances } from '../../bench/data/rankedInstances.js'
import { packingText } from '../../bench/report/packingText.js'
import { packingSuite } from '../../bench/suites/packingSuite.js'

const schema = (parameter: string) => ({
  type: 'object',
  properties: { [parameter]: {} },
  required: [parameter],
})
const sources = [
  {
    server: 'chat',
    tools: [
      { name: 'list_channels', description: 'Lists all channels' },
      {
        name: 'post_message',
        description: 'Posts a message to a channel',
        inputSchema: schema('channel_id'),
      },
    ],
  },
]

it('draws the same instance for the same seed, and measures gaps and times', () => {
  const kind = { usefulness: 'steep', rules: true } as const
  expect(randomInstance(kind, 20, 3)).toEqual(randomInstance(kind, 20, 3))
  expect(randomInstance(kind, 20, 4)).not.toEqual(randomInstance(kind, 20, 3))
  const instances = [1, 2, 3].map((seed) => randomInstance(kind, 12, seed))
  const figures = packingSuite(instances)
  expect(figures).toMatchObject({ instances: 3, exact: 1, gap: { most: 0 }, withinOnePercent: 1 })
  expect(figures.ms.most).toBeGreaterThan(0)
  expect(figures.ratio.p50).toBeGreaterThan(0)
})

it('makes instances of rankings, with confidence, levels and prerequisites', async () => {
  const instances = await rankedInstances({ sources, tasks: ['post a message'], size: 2 })
  expect(instances.map(({ limits }) => limits.maxTools)).toEqual([10, undefined, 10, undefined])
  const { candidates } = instances[0]!
  const post = candidates.find(({ id }) => id === 'chat/post_message')!
  expect(post.needs).toEqual([['chat/list_channels']])
  expect(post.options.map(({ callable }) => callable)).toEqual([true, true, true, false])
  expect(post.usefulness).toBeGreaterThan(0)
  expect(packLevels(candidates, { maxTokens: 1_000 }).chosen).toHaveLength(2)
})

it('counts prerequisites and prints both', () => {
  const prerequisites = prerequisiteFigures(sources)
  expect(prerequisites).toEqual({
    tools: 2,
    needing: 1,
    groups: 1,
    sample: [{ id: 'chat/post_message', needs: ['chat/list_channels'] }],
  })
  const kinds = { 'steep, 12': packingSuite([randomInstance({ usefulness: 'even', rules: false }, 12, 1)]) }
  const text = packingText(kinds, { missing: 'left out', prerequisites })
  expect(text).toMatch(/\| steep, 12 \| +1 \| +100\.0 %/)
  expect(text).toContain('1 of 2 tools')
  expect(text).toMatch(/left out$/)
})
