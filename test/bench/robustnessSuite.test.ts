import { describe, expect, test } from 'vitest'
import { adaptive } from '../../bench/attacks/adaptive.js'
import { attackChange } from '../../bench/changes/attackChange.js'
import type { Change } from '../../bench/changes/Change.js'
import { shuffledTools } from '../../bench/changes/shuffledTools.js'
import { bm25 } from '../../bench/contenders/bm25.js'
import type { ContenderEntry } from '../../bench/contenders/Contender.js'
import { toolcribDefault } from '../../bench/contenders/toolcrib.js'
import { cellText, sectionText } from '../../bench/report/sectionText.js'
import { robustnessSections } from '../../bench/sections/robustnessSections.js'
import { ignoresOrder, recallOf, robustnessSuite } from '../../bench/suites/robustnessSuite.js'
import { sources } from '../crib/sources.js'
import { documentOf } from './documentOf.js'

const progress = () => ({ update: () => undefined, end: () => undefined })
const missing: ContenderEntry = { name: 'MiniLM', load: async () => ({ skipped: 'no model' }) }
const set = {
  name: 'tiny',
  sources,
  queries: [
    { id: '1', text: 'give the money of a charge back', gold: ['payments/create_refund'] },
    { id: '2', text: 'what is the weather in the city', gold: ['weather/get_forecast'] },
    { id: '3', text: 'nothing', gold: [] },
  ],
}
/** Every task asks for something else. */
const lost: Change = {
  name: 'lost',
  what: 'tasks say nothing',
  apply: (given) => ({ ...given, queries: given.queries.map((query) => ({ ...query, text: 'qqqq' })) }),
}
const alphabetical: ContenderEntry = {
  name: 'first',
  load: async () => {
    let ids: string[] = []
    return {
      name: 'first',
      index: async (given) => {
        ids = given.flatMap(({ server, tools }) =>
          tools.map((one) => `${server}/${(one as { name: string }).name}`),
        )
      },
      rank: (text) => (text === 'qqqq' ? [] : ids.slice(0, 5)),
    }
  },
}

describe('robustnessSuite', () => {
  test('measures what changes take away, paired over the tasks that some tool fits', async () => {
    const changes = [lost, attackChange(adaptive), shuffledTools]
    const rows = await robustnessSuite(set, {
      contenders: [bm25, toolcribDefault, missing, alphabetical],
      changes,
      models: undefined,
      progress,
    })
    const [plain, ours, skipped, first] = rows
    expect(skipped).toEqual({ name: 'MiniLM', skipped: 'no model' })
    expect(plain).toMatchObject({ tasks: 2, tools: 6, clean: 1 })
    const effects = plain !== undefined && 'effects' in plain ? plain.effects : []
    expect(effects.map(({ tools }) => tools)).toEqual([6, 26, 6])
    expect(effects[1]?.difference).toBeLessThan(0)
    expect(ours).toMatchObject({ effects: [{ same: 0 }, {}, { difference: 0, interval: [0, 0], same: 1 }] })
    expect(first).toMatchObject({
      clean: 0.5,
      effects: [{ recall: 0, difference: -0.5, same: 0 }, { same: 1 }, {}],
    })
    expect(ignoresOrder(rows, 'toolcrib', shuffledTools.name)).toBe(true)
    expect(ignoresOrder(rows, 'first', shuffledTools.name)).toBe(false)
    expect(ignoresOrder(rows, 'MiniLM', shuffledTools.name)).toBeUndefined()
  })

  test('a task is served as far as its groups are', () => {
    const query = { id: 'q', text: 't', gold: ['a', 'b'], alternatives: { a: ['c'] } }
    expect([['c'], ['a', 'c'], ['x', 'b', 'c'], []].map((ids) => recallOf(query, ids))).toEqual([
      0.5, 0.5, 1, 0,
    ])
  })
})

describe('robustnessSections', () => {
  const effect = (difference: number, same: number) => ({
    change: 'typos',
    what: 'letters are swapped',
    tools: 7,
    recall: 0.5 + difference,
    difference,
    interval: [difference - 0.1, difference + 0.1] as [number, number],
    same,
  })
  const rows = [
    { name: 'one', tasks: 3, tools: 7, clean: 0.5, effects: [effect(-0.2, 0.25)] },
    { name: 'two', tasks: 3, tools: 7, clean: 0.75, effects: [effect(0, 1)] },
    { name: 'three', skipped: 'no model' },
  ]

  test('a row a change, a column a contender, and a bar for each', () => {
    const [section] = robustnessSections('tiny', rows)
    expect(section?.tables?.map((table) => table.rows)).toEqual([
      [
        ['as it is', 0.5, 0.75],
        ['typos', { value: -0.2, low: expect.closeTo(-0.3), high: -0.1 }, { value: 0, low: -0.1, high: 0.1 }],
      ],
      [['typos', 0.25, 1]],
    ])
    expect(section?.plots?.[0]).toMatchObject({ bars: [{ label: 'typos', group: 'one' }, { group: 'two' }] })
    expect(documentOf(robustnessSections('tiny', rows)).sections).toHaveLength(1)
    const text = sectionText(section === undefined ? [] : [section])
    expect(text).toMatch(/\| typos +\| -20\.0 \[-30\.0, -10\.0\] \| +0\.0 \[-10\.0, 10\.0\] \|/)
    expect(text).toContain('- typos: letters are swapped (7 tools).\n- three was skipped: no model')
    expect(robustnessSections('tiny', [{ name: 'x', skipped: 'y' }])).toEqual([])
  })

  test('figures are listed with their units', () => {
    const figures = [{ label: 'saved', value: 0.5, unit: 'share' as const, note: 'of tokens' }]
    expect(sectionText([{ id: 's', title: 'S', figures }])).toBe('## S\n\n- saved: 50.0 % (of tokens)')
  })

  test('cells are written by their unit', () => {
    expect(cellText(null, 'share')).toBe('–')
    expect(cellText(-0.0001, 'share')).toBe('0.0')
    expect(cellText(1234.4, 'count')).toBe('1,234')
    expect([0.1234, 12.34, 1234].map((ms) => cellText(ms, 'ms'))).toEqual(['0.123', '12.3', '1,234'])
    expect(cellText(1.2345, 'ratio')).toBe('1.23×')
    expect(cellText({ value: 0.5, low: 0.1234, high: 1 }, 'share')).toBe('50.0 [12.3, 100.0]')
  })
})
