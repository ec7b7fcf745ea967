import { describe, expect, test } from 'vitest'
import { bm25Search } from '../../bench/contenders/bm25Search.js'
import { oracle, random } from '../../bench/contenders/bounds.js'
import type { Contender, ContenderEntry } from '../../bench/contenders/Contender.js'
import { contenders, searching } from '../../bench/contenders/contenders.js'
import { blend, hybrid, zScores } from '../../bench/contenders/hybrid.js'
import { bgeSmall } from '../../bench/contenders/miniLm.js'
import { miniLmThreshold } from '../../bench/contenders/miniLmThreshold.js'
import { oneText } from '../../bench/contenders/oneText.js'
import { patternWords, regexSearch } from '../../bench/contenders/regexSearch.js'
import { toolcribDefault, toolcribRecall } from '../../bench/contenders/toolcrib.js'
import { toolcribAsymmetric, toolcribTransformers } from '../../bench/contenders/toolcribTransformers.js'
import { sharedPath } from '../shared.js'

const tool = (name: string, description: string, parameter = 'id') => ({
  name,
  description,
  inputSchema: {
    type: 'object',
    properties: { [parameter]: { type: 'string', description: `the ${parameter}` } },
  },
})
const sources = [
  {
    server: 'mail',
    tools: [
      tool('send_letter', 'Posts a letter to a person', 'recipient'),
      tool('list_inbox', 'Shows letters'),
    ],
  },
  { server: 'maps', tools: [tool('find_route', 'Finds the way between two towns'), tool('weather', 'Rain')] },
]
const models = sharedPath('models')

async function loaded(entry: ContenderEntry, options: Partial<Parameters<ContenderEntry['load']>[0]> = {}) {
  const contender = await entry.load({ models, ...options })
  if ('skipped' in contender) throw new Error(contender.skipped)
  await contender.index(sources)
  return contender
}
const said = (...contents: string[]) => ({
  messages: contents.map((content) => ({ role: 'user' as const, content })),
})

describe('oneText', () => {
  test('is the text, or what the user said, last message first', () => {
    expect(oneText('now')).toBe('now')
    const messages = [
      { role: 'user' as const, content: 'first' },
      { role: 'assistant' as const, content: 'yes' },
      { role: 'user' as const, content: 'last' },
    ]
    expect(oneText({ messages })).toBe('last\nfirst')
  })
})

describe('regex search', () => {
  test('makes a pattern of the words of a task, two hundred characters at most', () => {
    expect(patternWords('Please find the route, find it!')).toEqual(['find', 'route'])
    const letters = 'abcdefghijklmnopqrstuvwxyz'.split('')
    const words = letters.flatMap((one) => letters.slice(0, 4).map((other) => `qu${one}${other}z`))
    expect(patternWords(words.join(' '))).toEqual(words.slice(0, 33))
  })

  test('ranks by words that a tool holds, in any field, and hands out five', async () => {
    const contender = await loaded(regexSearch)
    // Two words, two words and one; "letter" stands in "letters".
    const ranked = await contender.rank('RECIPIENT of a letter: show it in town', 10)
    expect(ranked).toEqual(['mail/send_letter', 'mail/list_inbox', 'maps/find_route'])
    expect(await contender.rank('zzz', 10)).toEqual([])
    const many = [{ server: 's', tools: Array.from({ length: 9 }, (_, at) => tool(`t${at}`, 'same')) }]
    await contender.index(many)
    expect((await contender.select?.('same', 1))?.ids).toHaveLength(5)
    expect(await contender.rank('same', 7)).toHaveLength(7)
  })
})

describe('BM25 search', () => {
  test('scores words as they stand: rare ones more, and only tools that hold one', async () => {
    const contender = await loaded(bm25Search)
    expect(await contender.rank('recipient', 10)).toEqual(['mail/send_letter'])
    expect((await contender.rank('letter way towns', 10))[0]).toBe('maps/find_route')
    expect(await contender.rank('zzz', 10)).toEqual([])
  })

  test('reads five hundred characters', async () => {
    const contender = await loaded(bm25Search)
    expect(await contender.rank(`${'x'.repeat(499)} rain`, 10)).toEqual([])
    expect(await contender.rank(`${'x'.repeat(490)} rain`, 10)).toEqual(['maps/weather'])
  })
})

describe('bounds', () => {
  test('random is another order for another task and the same for the same', async () => {
    const contender = await loaded(random)
    const ranked = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((task) => contender.rank(task, 4)))
    expect(new Set(ranked.map(String)).size).toBeGreaterThan(1)
    expect(await contender.rank('a', 4)).toEqual(ranked[0])
    expect(new Set(ranked[0]).size).toBe(4)
  })

  test('the oracle hands out the labels, of conversations too', async () => {
    const queries = [
      { id: '1', text: 'x', gold: ['maps/weather'] },
      { id: '2', text: 'x', history: ['y'], gold: ['mail/list_inbox'] },
    ]
    const contender = await loaded(oracle, { queries })
    expect(await contender.rank('x', 5)).toEqual(['maps/weather'])
    expect(await contender.rank(said('y', 'x'), 5)).toEqual(['mail/list_inbox'])
    expect(await contender.rank('unknown', 5)).toEqual([])
  })
})

describe('hybrid', () => {
  test('z-scores have mean 0 and deviation 1, and are 0 where all are alike', () => {
    expect([...zScores(Float32Array.of(1, 3))]).toEqual([-1, 1])
    expect([...zScores(Float32Array.of(2, 2))]).toEqual([0, 0])
  })

  test('blends seven parts of meaning with three of words', () => {
    const [first, second] = blend(Float32Array.of(0.1, 0.3), Float32Array.of(9, 1))
    expect(first).toBeCloseTo(-0.7 + 0.3)
    expect(second).toBeCloseTo(0.7 - 0.3)
  })
})

describe('contenders with a model', () => {
  const entries = [bgeSmall, miniLmThreshold, hybrid, toolcribTransformers, toolcribAsymmetric]

  test.each(entries.map((entry) => [entry.name, entry] as const))(
    '%s says why it is skipped',
    async (_, entry) => {
      const none = await entry.load({ models: undefined })
      expect(none).toMatchObject({ skipped: expect.stringContaining('--models') })
      const wrong = await entry.load({ models: '/nowhere' })
      expect(wrong).toMatchObject({ skipped: expect.stringContaining('cannot be loaded') })
    },
  )

  test.skipIf(models === undefined).each(entries.map((entry) => [entry.name, entry] as const))(
    '%s finds what is meant (skipped without the shared models)',
    async (_, entry) => {
      const contender = await loaded(entry)
      expect((await contender.rank('which road leads from one city to the next', 1))[0]).toBe(
        'maps/find_route',
      )
      await contender.close?.()
    },
    60_000,
  )

  test('the threshold hands out nothing where nothing is near', async ({ skip }) => {
    if (models === undefined) return skip('no local models beside the checkout')
    const contender = await loaded(miniLmThreshold)
    expect(await contender.rank('quarterly dividends of a bakery', 10)).toEqual([])
    expect((await contender.select?.('write a letter to a person', 1))?.ids[0]).toBe('mail/send_letter')
  }, 60_000)
})

test('targetRecall changes what is handed out and not the ranking', async () => {
  const things = 'letter parcel card note memo mail telegram postcard envelope stamp message fax'.split(' ')
  const many = [{ server: 'post', tools: things.map((thing) => tool(`send_${thing}`, `Posts a ${thing}`)) }]
  const [plain, recall] = await Promise.all([loaded(toolcribDefault), loaded(toolcribRecall)])
  await Promise.all([plain, recall].map((one) => one.index(many)))
  expect(await recall.rank('post it', 9)).toEqual(await plain.rank('post it', 9))
  const handed = async (one: Contender) => (await one.select?.('post it', 2000))?.ids.length ?? 0
  expect(await handed(recall)).toBeGreaterThan(await handed(plain))
})

test('names are told apart, and bounds are not pooled', () => {
  expect(new Set(contenders.map(({ name }) => name)).size).toBe(contenders.length)
  expect(contenders.filter((entry) => !searching.includes(entry)).map(({ name }) => name)).toEqual([
    'all tools',
    'random',
    'oracle',
  ])
})
