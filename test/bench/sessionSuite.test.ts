import { expect, test } from 'vitest'
import { sessionText } from '../../bench/report/sessionText.js'
import { conversationsOf } from '../../bench/suites/conversations.js'
import { measurePolicy, type Sent, sessionSuite } from '../../bench/suites/sessionSuite.js'
import { createCrib } from '../../src/crib/createCrib.js'
import { wanted } from '../session/sessionTurns.js'

const counter = { name: 'characters', exact: true, count: (text: string) => text.length }

const tools = [...'abcdefgh'].map((name) => ({
  name: `list_${name.repeat(4)}`,
  description: `Lists every ${name.repeat(4)}. ${'It does so in the order of their names. '.repeat(4)}`,
  inputSchema: { type: 'object' },
}))
const queries = tools.flatMap(({ name }) =>
  ['show', 'find', 'get', 'read'].map((verb) => ({
    id: `${verb} ${name}`,
    text: `${verb} every ${name.slice(5)}`,
    gold: [name],
  })),
)

const sent = (names: string): Sent[] => [...names].map((name) => ({ ...wanted(name) }))
const characters = (names: string) => `[${sent(names).map(({ json }) => json)}]`.length
const task = (gold: string) => ({ id: gold, text: gold, gold: [gold] })

test('figures by hand: what is new in its place, and where a list breaks', async () => {
  const lists = [sent('b'), sent('ba'), sent('a')]
  const figures = await measurePolicy([[task('b'), task('c'), task('a')]], async () => lists, counter)
  expect(figures).toEqual({
    recall: 2 / 3,
    tokens: (characters('b') + characters('ba') + characters('a')) / 3,
    fresh: (characters('b') + characters('ba') - characters('b') + characters('a')) / 3,
    breaks: 1 / 2,
  })
})

test('a tool of which only the name is shown is not found', async () => {
  const lists = [[{ ...sent('b')[0]!, level: 'name' as const }]]
  expect(await measurePolicy([[task('b')]], async () => lists, counter)).toMatchObject({
    recall: 0,
    breaks: 0,
  })
})

test('conversations come back to their tasks, share none, and are the same each time', () => {
  const unlabelled = { id: 'none', text: 'nothing', gold: [] }
  const conversations = conversationsOf([unlabelled, ...queries])
  expect(conversationsOf([unlabelled, ...queries])).toEqual(conversations)
  expect(conversations[0]).toHaveLength(50)
  const [first, ...others] = conversations.map((turns) => new Set(turns.map(({ id }) => id)))
  expect(first!.size).toBeLessThan(40)
  for (const id of others.flatMap((ids) => [...ids])) expect(first).not.toContain(id)
  expect(new Set(conversations.flat().map(({ id }) => id)).size).toBe(32)
  const many = Array.from({ length: 2000 }, (_, at) => task(String(at)))
  expect(conversationsOf(many)).toHaveLength(20)
})

test('sessions find what fresh lists find, with fewer new tokens', async () => {
  const crib = await createCrib({ sources: [{ tools }] })
  const rows = await sessionSuite(crib, conversationsOf(queries), 200)
  await crib.close()
  expect(rows.map(({ policy, maxTokens }) => [policy, maxTokens])).toEqual([
    ['anew each turn', 200],
    ['session', 200],
  ])
  const [anew, session] = rows
  expect(session!.recall).toBeGreaterThanOrEqual(anew!.recall)
  expect(session!.fresh).toBeLessThan(anew!.fresh)
  expect(session!.tokens).toBeLessThanOrEqual(200)
  const text = sessionText({ set: { tools: 8, conversations: 1, turns: 50, rows } })
  expect(text).toContain('Sessions: set, 8 tools, 1 conversations, 50 turns')
  expect(text).toMatch(/\| session +\| +200 \|/)
})
