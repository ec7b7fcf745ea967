import { createCrib } from 'toolcrib'
import { describe, expect, test } from 'vitest'
import { bm25Search } from '../../bench/contenders/bm25Search.js'
import type { Contender } from '../../bench/contenders/Contender.js'
import { toolcribDefault, toolcribWhole } from '../../bench/contenders/toolcrib.js'
import type { BenchSet } from '../../bench/data/BenchSet.js'
import { ran } from '../../bench/record/ContenderRun.js'
import type { MeasuredSet } from '../../bench/record/measuredSet.js'
import { recordContender } from '../../bench/record/recordContender.js'
import { recordRuns } from '../../bench/record/recordRuns.js'
import { sectionText } from '../../bench/report/sectionText.js'
import { economicsSections } from '../../bench/sections/economicsSections.js'
import { routingSections } from '../../bench/sections/routingSections.js'
import { selectionSections } from '../../bench/sections/selectionSections.js'
import { openStore } from '../../bench/store/BenchStore.js'
import { conversationTasks, measurePolicies, priceModels } from '../../bench/suites/economicsSuite.js'
import { ownTasks } from '../../bench/suites/nothingSuite.js'
import { routingSuite } from '../../bench/suites/routingSuite.js'
import { curveValues, selectionSuite } from '../../bench/suites/selectionSuite.js'

const progress = { update: () => undefined, end: () => undefined }
const tool = (name: string, description: string) => ({ name, description, inputSchema: { type: 'object' } })
const sources = [
  { server: 'mail', tools: [tool('send', 'Sends a letter to a person'), tool('inbox', 'Shows new letters')] },
  {
    server: 'maps',
    tools: [tool('route', 'Finds the way between towns'), tool('rain', 'Tells the weather')],
  },
]
const queries = [
  { id: '1', text: 'send a letter', gold: ['mail/send'], kind: 'direct' },
  { id: '2', text: 'the way between two towns', gold: ['maps/route'], kind: 'direct' },
  { id: '3', text: 'the weather, and new letters', gold: ['maps/rain', 'mail/inbox'], kind: 'multi' },
  { id: '4', text: 'zzz', gold: [], kind: 'none' },
]
const set: BenchSet = { name: 'tiny', sources, queries }
const ids = ['mail/send', 'mail/inbox', 'maps/route', 'maps/rain']
const cost = { total: 404, counter: 'c', tools: new Map(ids.map((id) => [id, 100])) }
const options = {
  cost,
  maxTokens: 250,
  budgets: [110, 220, 500],
  models: undefined,
  progress: () => progress,
}

/** Ranks as told, by text. */
const fixed = (order: (text: string) => string[]): Contender => ({
  name: 'fixed',
  async: false,
  index: async () => undefined,
  rank: (task, limit) => order(task as string).slice(0, limit),
})

const measured = (runs: MeasuredSet['recorded']): MeasuredSet => ({
  set,
  cost,
  recorded: runs,
  budgets: options.budgets,
})

describe('recordContender', () => {
  test('cuts the whole ranking at every budget, and leaves out curves of tasks without gold', async () => {
    const run = await recordContender(
      fixed(() => ids),
      set,
      options,
    )
    expect(run.tasks.map(({ curve }) => curve.map(({ recall }) => recall))).toEqual([
      [1, 1, 1],
      [0, 0, 1],
      [0, 0.5, 1],
      [],
    ])
    expect(run.tasks[0]).toMatchObject({
      id: '1',
      ranked: ids,
      handed: { ids: ids.slice(0, 2), tokens: 204 },
    })
    expect(run.tasks[0]!.curve.map(({ tokens }) => tokens)).toEqual([103, 204, 406])
  })

  test('a contender that packs does so itself, with tokens alone as limit', async () => {
    const asked: number[] = []
    const pack = async (_: unknown, maxTokens: number) => {
      asked.push(maxTokens)
      return { ids: ['mail/send'], tokens: 7 }
    }
    const run = await recordContender({ ...fixed(() => []), pack }, set, options)
    expect(asked).toEqual([110, 220, 500, 110, 220, 500, 110, 220, 500])
    expect(run.tasks[0]!.curve[0]).toEqual({ recall: 1, tokens: 7 })
  })

  test('ours keeps its limit and finds more with more', async () => {
    const ours = await toolcribDefault.load({ models: undefined })
    if ('skipped' in ours) throw new Error(ours.skipped)
    await ours.index(sources)
    const [small, large] = [await ours.pack!('send a letter', 60), await ours.pack!('send a letter', 4000)]
    expect(small.tokens).toBeLessThanOrEqual(60)
    expect(large.ids).toHaveLength(4)
    await ours.close?.()
  })
})

test('the default in whole definitions ranks as the default, and the suite cuts it as any other ranking', async () => {
  const entries = [toolcribDefault, toolcribWhole]
  const [ours, whole] = ran(await recordRuns(set, { ...options, contenders: entries, budgets: [60, 103] }))
  expect(whole!.tasks.map(({ ranked }) => ranked)).toEqual(ours!.tasks.map(({ ranked }) => ranked))
  // A whole definition costs 100 tokens here: shorter ones are the library's own.
  expect(whole!.tasks[0]!.curve).toEqual([
    { recall: 0, tokens: 2 },
    { recall: 1, tokens: 103 },
  ])
  expect(ours!.tasks[0]!.curve[0]!.recall).toBe(1)
})

test('recordRuns takes what the store has, by contender, set, limit and budgets', async () => {
  let indexed = 0
  const entry = {
    name: 'fixed',
    load: async () => ({ ...fixed(() => ids), index: async () => void indexed++ }),
  }
  const store = openStore(undefined)
  await recordRuns(set, { ...options, contenders: [entry], store })
  await recordRuns(set, { ...options, contenders: [entry], store })
  expect(indexed).toBe(1)
  await recordRuns(set, { ...options, budgets: [], contenders: [entry], store })
  await recordRuns(set, { ...options, maxTokens: 1, contenders: [entry], store })
  await recordRuns({ ...set, name: 'other' }, { ...options, contenders: [entry], store })
  expect(indexed).toBe(4)
})

describe('selectionSuite', () => {
  test('means by budget, and the smallest that reaches 95 %', async () => {
    const recorded = measured([
      await recordContender(
        fixed(() => ids),
        set,
        options,
      ),
    ])
    const [row] = selectionSuite(recorded)
    expect(row!.points.map(({ budget, recall }) => [budget, recall])).toEqual([
      [110, 1 / 3],
      [220, 0.5],
      [500, 1],
    ])
    expect(row).toMatchObject({ enough: 500, saved: 0 })
    expect(curveValues(recorded).get('fixed')!['recall at 220 tokens']).toEqual([1, 0, 0.5])
    const none = selectionSuite(
      measured([
        await recordContender(
          fixed(() => []),
          set,
          options,
        ),
      ]),
    )
    expect(none[0]).toMatchObject({ enough: null, saved: null })
    expect(selectionSuite(measured([{ name: 'x', skipped: 'y' }]))).toEqual([])
  })

  test('the sections show curves, a dash where nothing is enough, and refusals', async () => {
    const rows = selectionSuite(
      measured([
        await recordContender(
          fixed(() => []),
          set,
          options,
        ),
      ]),
    )
    const nothing = (await ownTasks(set, progress))!
    expect(nothing).toMatchObject({ answerable: 3, unanswerable: 1, refused: { unanswerable: 1 } })
    const facts = { set: 'tiny', tasks: 3, tokensBefore: 404, rows, tests: [], command: 'c' }
    const text = sectionText(selectionSections({ ...facts, nothing }))
    expect(text).toMatch(/\| 110 \| 220 \| 500 \|\n.*\n\| fixed \| 0\.0 \| 0\.0 \| 0\.0 \|/)
    expect(text).toMatch(/\| fixed \| +– \| +– \|/)
    expect(text).toMatch(/\| refused of those that no tool fits +\| 100\.0 \|/)
    expect(selectionSections(facts).map(({ id }) => id)).toEqual(['recall-tokens'])
    expect(await ownTasks({ ...set, queries: queries.slice(0, 3) }, progress)).toBeUndefined()
  })
})

test('routing: every task ends in one of four ways, and wrong servers are named', async () => {
  const order: Record<string, string[]> = {
    'send a letter': ['mail/send'],
    'the way between two towns': ['mail/inbox', 'maps/route'],
    'the weather, and new letters': ['maps/route'],
  }
  const [row] = routingSuite(
    measured([
      await recordContender(
        fixed((text) => order[text] ?? []),
        set,
        options,
      ),
    ]),
  )
  expect(row).toMatchObject({ tool: 1 / 3, serverOnly: 1 / 3, elsewhere: 1 / 3, nothing: 0 })
  expect(row!.byKind['direct']).toEqual({ tool: 0.5, serverOnly: 0, elsewhere: 0.5, nothing: 0 })
  expect(row!.confused).toEqual([{ wanted: 'maps', reached: 'mail', tasks: 1 }])
  const [silent] = routingSuite(
    measured([
      await recordContender(
        fixed(() => []),
        set,
        options,
      ),
    ]),
  )
  expect(silent).toMatchObject({ tool: 0, serverOnly: 0, elsewhere: 0, nothing: 1 })
  const rows = [{ ...row!, name: 'toolcrib' }]
  const text = sectionText(
    routingSections({
      set: 'tiny',
      servers: 2,
      rows,
      tests: [],
      skipped: ['x was skipped: y'],
      command: 'c',
    }),
  )
  expect(text).toMatch(/\| toolcrib \| +33\.3 \| +66\.7 \| +33\.3 \| +33\.3 \| +0\.0 \|/)
  expect(text).toContain('- x was skipped: y')
  expect(text).toMatch(/\| maps +\| +mail \| +1 \|/)
})

describe('economics', () => {
  const talks: BenchSet = {
    ...set,
    queries: [
      { id: 'a', text: 'and the way between the towns', history: ['send a letter'], gold: ['maps/route'] },
      { id: 'b', text: 'send a letter', history: ['the weather'], gold: ['maps/rain'] },
      ...queries,
    ],
  }

  test('plays conversations: what was fixed stays, what grows keeps, and prices follow', async () => {
    expect(conversationTasks(talks).map(({ id }) => id)).toEqual(['a', 'b'])
    const crib = await createCrib({ sources })
    const search = await bm25Search.load({ models: undefined })
    if ('skipped' in search) throw new Error(search.skipped)
    await search.index(sources)
    const found = await measurePolicies(crib, talks, { maxTokens: 120, search, progress })
    expect(found).toMatchObject({ tasks: 2, messages: 2 })
    const { recall, tokens } = found!
    // The tool of the first message is what the second task needs, and not what the first one does.
    expect(recall.fixed).toEqual([0, 1])
    expect(recall.append).toEqual([1, 1])
    expect(recall['append-inline']).toEqual(recall.append)
    expect(tokens.selected).toBeLessThanOrEqual(120)
    const priced = await priceModels(crib, found!, 0.9)
    expect(new Set(priced.map(({ historyTokens }) => historyTokens))).toEqual(new Set([0, 50_000]))
    for (const { plan } of priced) {
      expect(plan.tools.selected).toBe(Math.round(tokens.selected))
      expect(plan.policies.find(({ policy }) => policy === 'fixed')!.recall).toBe(0.5)
    }
    const facts = { set: 'talks', maxTokens: 120, measured: found!, priced, targetRecall: 0.9, command: 'c' }
    const text = sectionText(economicsSections(facts))
    expect(text).toMatch(/\| fixed +\| +50\.0 \[/)
    expect(text).toMatch(/\| append-inline +\|( +\$[\d.]+ \|){4} +– \|/)
    await crib.close()
  })

  test('a set without conversations has none', async () => {
    const crib = await createCrib({ sources })
    const search = { ...fixed(() => []), select: async () => ({ ids: [] }) }
    expect(await measurePolicies(crib, set, { maxTokens: 60, search, progress })).toBeUndefined()
    await crib.close()
  })
})
