import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readShadowLog, type ShadowCall, type ShadowTurn } from '../../src/eval/index.js'
import { shadowSection } from '../../src/report/shadowSection.js'
import { importRecords, rowsOf } from './logs/logs.js'

const turn = (called: ShadowCall[], more: Partial<ShadowTurn> = {}): ShadowTurn => ({
  ...{
    format: 'toolcrib-shadow/1',
    at: '2026-01-31T12:00:00.000Z',
    session: null,
    task: 'x',
    taskHash: 'a1',
  },
  ...{
    history: [],
    lists: 1,
    chosen: ['a', 'b'],
    search: false,
    tokens: { before: 100, after: 10 },
    error: null,
  },
  called,
  ...more,
})
const call = (id: string, chosen: boolean | null = true, ok = true): ShadowCall => ({ id, ok, chosen })
const linesOf = (turns: readonly unknown[]) => turns.map((one) => JSON.stringify(one))

const TURNS = [
  turn([call('a'), call('c', false)], { search: true }),
  turn([call('b')]),
  turn([call('c', false), call('c', false), call('d', false)]),
  turn([call('a', true, false)]),
  turn([]),
  turn([call('a', null)], { task: null, taskHash: null, chosen: null, tokens: null }),
  turn([call('a', null)], { chosen: null, tokens: null, error: 'pin-unknown' }),
]

describe('readShadowLog', () => {
  it('counts turns, and says why some do not count', () => {
    const summary = readShadowLog([...linesOf(TURNS), '{"half":', '{"format":"other"}', ''])
    expect(summary).toMatchObject({ turns: 7, broken: 2, judged: 3, missedTurns: 2, recoverable: 1 })
    expect(summary).toMatchObject({
      withoutTask: 1,
      withoutList: 1,
      withoutCalls: 2,
      called: 6,
      missed: 4,
      failed: 1,
    })
    expect(summary.missRate!.value).toBeCloseTo(2 / 3)
    expect(summary.missRate!.low).toBeCloseTo(0.2077, 4)
    expect(summary.missRate!.high).toBeCloseTo(0.9385, 4)
    expect(summary.tokens).toEqual({ before: 500, after: 50, saved: 0.9 })
    expect(summary.worst).toEqual([
      { id: 'c', called: 3, missed: 3 },
      { id: 'd', called: 1, missed: 1 },
    ])
    expect(readShadowLog(linesOf(TURNS).join('\n'))).toEqual(readShadowLog(linesOf(TURNS)))
  })

  it('says nothing of an empty log', () => {
    expect(readShadowLog('')).toMatchObject({ turns: 0, missRate: null, tokens: { saved: 0 }, worst: [] })
  })

  it('adds up for any turns, and never throws', () => {
    const calls = fc.array(
      fc.record({ id: fc.constantFrom('a', 'b', 'c'), ok: fc.boolean(), chosen: fc.option(fc.boolean()) }),
    )
    const turns = fc.array(
      fc
        .tuple(calls, fc.boolean(), fc.boolean())
        .map(([called, hasTask, hasList]) =>
          turn(called, { ...(hasTask ? {} : { taskHash: null }), ...(hasList ? {} : { chosen: null }) }),
        ),
    )
    fc.assert(
      fc.property(turns, (all) => {
        const {
          turns: count,
          judged,
          withoutCalls,
          withoutList,
          withoutTask,
          missedTurns,
          missed,
          worst,
        } = readShadowLog(linesOf(all))
        expect(count).toBe(all.length)
        expect(judged + withoutCalls + withoutList + withoutTask).toBe(count)
        expect(missedTurns).toBeLessThanOrEqual(judged)
        expect(worst.reduce((sum, tool) => sum + tool.missed, 0)).toBe(missed)
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (values) => {
        const odd = values.map((value) => ({ ...turn([]), called: value, tokens: value, chosen: value }))
        expect(readShadowLog(linesOf([...values, ...odd])).turns).toBe(odd.length)
      }),
    )
  })
})

describe('shadowSection', () => {
  it('shows the miss rate with its interval, and the worst tools', () => {
    const section = shadowSection(readShadowLog(linesOf(TURNS)))
    expect(section.figures![0]).toMatchObject({
      unit: 'share',
      note: '2 of 3',
      value: { value: expect.any(Number) },
    })
    expect(section.tables![0]!.rows).toEqual([
      ['c', 3, 3],
      ['d', 1, 1],
    ])
    expect(section.notes!.join(' ')).toContain(
      'Of 7 turns, 4 do not count: 1 without a task, 1 without a list, 2',
    )
  })

  it('has no numbers where nothing was seen', () => {
    const section = shadowSection(readShadowLog('nonsense'))
    expect(section.figures!.map(({ value }) => value)).toEqual([null, 0, null, 0])
    expect(section.tables).toBeUndefined()
    expect(section.notes!.at(-1)).toBe('Lines of the log that are no turn: 1.')
  })
})

it('a shadow log is imported as labelled tasks', async () => {
  const turns = [
    turn([call('pay/refund', false), call('pay/list', true, false)], { task: 'refund it', history: ['hi'] }),
    turn([call('a')], { task: null }),
  ]
  const given = await importRecords(turns)
  expect(rowsOf(given)).toEqual([['refund it', ['hi'], ['pay/refund']]])
  expect(given).toMatchObject({ callsWithoutText: 1, failedCalls: 1 })
  expect(given.files[0]!.records).toEqual({ shadow: 2 })
})
