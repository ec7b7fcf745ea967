import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { typos, upperCase } from '../../bench/changes/careless.js'
import { changes } from '../../bench/changes/changes.js'
import { distractors } from '../../bench/changes/distractors.js'
import { abbreviatedNames, opaqueAlone, opaqueNames, synonymNames } from '../../bench/changes/renamed.js'
import { shuffledTools } from '../../bench/changes/shuffledTools.js'
import { noDescriptions, thirdMissing } from '../../bench/changes/withoutDescriptions.js'
import type { BenchSet } from '../../bench/data/BenchSet.js'
import { toolRows } from '../../bench/data/toolRows.js'

const tool = (name: string) => ({ name, description: `Does ${name}.`, inputSchema: { type: 'object' } })
const set: BenchSet = {
  name: 'tiny',
  sources: [
    { server: 'github', tools: ['create_issue', 'open_issue', 'list_pull_requests'].map(tool) },
    { server: 'mail', tools: [tool('send_message')], categories: ['letters'] },
    { tools: [tool('zip')] },
  ],
  queries: [
    { id: 'a', text: 'open a ticket about the broken window', gold: ['github/create_issue'] },
    {
      id: 'b',
      text: 'please write another letter about those repairs tomorrow',
      gold: ['mail/send_message'],
    },
  ],
}
const names = (given: BenchSet) => toolRows(given.sources).map(({ name }) => name)
const ids = (given: BenchSet) => toolRows(given.sources).map(({ id }) => id)
const others = Array.from({ length: 9 }, (_, at) => ({
  server: `other-${at}`,
  tools: Array.from({ length: 7 }, (__, place) => tool(`tool_${at}_${place}`)),
}))

describe.each(changes(others).map((change) => [change.name, change] as const))('%s', (_, change) => {
  test('gives the same set each time, keeps the labels right, and leaves the set as it was', () => {
    const before = JSON.stringify(set)
    const changed = change.apply(set)
    expect(change.apply(set)).toEqual(changed)
    expect(JSON.stringify(set)).toBe(before)
    expect(new Set(ids(changed)).size).toBe(ids(changed).length)
    for (const id of ids(set)) expect(ids(changed)).toContain(id)
    expect(changed).not.toEqual(set)
  })
})

test('names are replaced by synonyms, without vowels, and by numbers; no two of a server are alike', () => {
  expect(names(opaqueNames.apply(set))).toEqual(['t_0001', 't_0002', 't_0003', 't_0004', 't_0005'])
  expect(names(abbreviatedNames.apply(set))).toEqual([
    'crt_iss',
    'open_iss',
    'list_pull_rqsts',
    'send_mssg',
    'zip',
  ])
  const replaced = names(synonymNames.apply(set))
  expect(replaced[0]).toMatch(/^(make|open|new)_(ticket|problem)$/)
  expect(replaced[4]).toBe('zip')
  const twins = { ...set, sources: [{ server: 's', tools: [tool('fetching'), tool('ftchng')] }] }
  expect(names(abbreviatedNames.apply(twins))).toEqual(['ftchng', 'ftchng_2'])
})

test('descriptions are missing everywhere, or of about a third', () => {
  const described = (given: BenchSet) =>
    toolRows(given.sources).filter(({ description }) => description !== '')
  expect(described(noDescriptions.apply(set))).toEqual([])
  expect(new Set(toolRows(opaqueAlone.apply(set).sources).map(({ description }) => description))).toEqual(
    new Set(['']),
  )
  const large = { ...set, sources: [{ tools: Array.from({ length: 3000 }, (_, at) => tool(`t${at}`)) }] }
  expect(described(thirdMissing.apply(large)).length / 3000).toBeCloseTo(2 / 3, 1)
})

test('shuffling moves tools with their ids and categories', () => {
  const byId = (given: BenchSet) => new Map(toolRows(given.sources).map((row) => [row.id, row]))
  expect(byId(shuffledTools.apply(set))).toEqual(byId(set))
})

test('there are exactly ten times the tools, none of a server that serves the same tasks', () => {
  const related = { server: 'acme GitHub-server', tools: [tool('x')] }
  const changed = distractors([related, { server: 'mail', tools: [tool('y')] }, ...others]).apply(set)
  expect(ids(changed)).toHaveLength(50)
  expect(ids(changed)[5]).toBe('other-0/tool_0_0')
  expect(new Set(ids(changed)).size).toBe(50)
})

test('tasks are shouted, or mistyped within longer words', () => {
  expect(upperCase.apply(set).queries[0]?.text).toBe('OPEN A TICKET ABOUT THE BROKEN WINDOW')
  const word = fc.stringMatching(/^[a-z]{1,9}$/)
  let mistyped = 0
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.string(), (words, id) => {
      const [row] = typos.apply({ ...set, queries: [{ id, text: words.join(' '), gold: [] }] }).queries
      const typed = row?.text.split(' ') ?? []
      expect(typed).toHaveLength(words.length)
      for (const [at, one] of typed.entries()) {
        const meant = words[at] ?? ''
        expect(one[0]).toBe(meant[0])
        expect(Math.abs(one.length - meant.length)).toBeLessThanOrEqual(1)
        if (meant.length < 4) expect(one).toBe(meant)
        if (one !== meant) mistyped += 1
      }
    }),
  )
  expect(mistyped).toBeGreaterThan(0)
})
