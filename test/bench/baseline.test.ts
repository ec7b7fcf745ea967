import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { baselineOf, figuresOf } from '../../bench/baseline/Baseline.js'
import { type BenchFigure, meanFigure, tasksKey } from '../../bench/baseline/BenchFigure.js'
import { baselineText } from '../../bench/baseline/baselineFiles.js'
import { compareFigures } from '../../bench/baseline/compareFigures.js'
import { lossesOf } from '../../bench/baseline/losses.js'
import { packValues, unpackValues } from '../../bench/baseline/packValues.js'
import { tableFigures } from '../../bench/baseline/tableFigures.js'
import { changesText } from '../../bench/report/changesText.js'

const made = {
  command: 'npm run bench -- ranking --write-baseline',
  version: '1.2.3',
  node: 'v20',
  machine: 'a machine',
  seed: 0,
  data: { 'queries.jsonl': 'aa' },
}
const figure = (of: string, right: number, of100 = 100, tasks = 't'): BenchFigure => ({
  ...meanFigure(
    { of, metric: 'recall@5' },
    { tasks, values: Array.from({ length: of100 }, (_, at) => (at < right ? 1 : 0)) },
  ),
})

describe('packValues', () => {
  test('comes back as it was, to four decimals', () => {
    const value = fc.integer({ min: 0, max: 60 }).map((step) => step / 60)
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const back = unpackValues(packValues(values))
        expect(back).toHaveLength(values.length)
        for (const [at, one] of back.entries()) expect(Math.abs(one - values[at]!)).toBeLessThanOrEqual(5e-5)
      }),
    )
  })

  test('refuses what it cannot hold', () => {
    expect(() => packValues(Array.from({ length: 63 }, (_, at) => at))).toThrow(
      expect.objectContaining({ code: 'eval-invalid' }),
    )
  })
})

describe('baselineOf', () => {
  test('a file holds the figures with their tasks, and they come back', () => {
    const figures: BenchFigure[] = [figure('a', 25), { of: 'a', metric: 'tokens', value: 1234.56789 }]
    const baseline = baselineOf('ranking', figures, { made, sections: [{ id: 'x', title: 'X' }] })
    const text = baselineText(baseline)
    expect(JSON.parse(text)).toEqual(baseline)
    expect(text.split('\n').filter((line) => line.includes('"metric"'))).toHaveLength(2)
    expect(figuresOf(baseline)).toEqual([figures[0], { of: 'a', metric: 'tokens', value: 1234.57 }])
    expect(JSON.parse(baselineText(baselineOf('x', [], { made, sections: [] }))).figures).toEqual([])
  })
})

test('tasks are others when their labels are', () => {
  const row = { id: '1', text: 't', gold: ['a'] }
  expect(tasksKey([row])).toBe(tasksKey([{ ...row, text: 'other words' }]))
  const others = [
    { ...row, id: '2' },
    { ...row, gold: ['b'] },
    { ...row, alternatives: { a: ['c'] } },
  ]
  expect(new Set([row, ...others].map((one) => tasksKey([one]))).size).toBe(4)
})

describe('compareFigures', () => {
  const verdict = (before: BenchFigure[], now: BenchFigure[]) =>
    compareFigures(before, now).map(({ of, verdict }) => `${of} ${verdict}`)

  test('tells better, worse and chance apart, in the direction that the metric has', () => {
    expect(verdict([figure('a', 50)], [figure('a', 80)])).toEqual(['a better'])
    expect(verdict([figure('a', 50)], [figure('a', 20)])).toEqual(['a worse'])
    expect(verdict([figure('a', 50)], [figure('a', 51)])).toEqual(['a chance'])
    const cost = (right: number) => ({ ...figure('a', right), better: 'lower' as const })
    expect(verdict([cost(50)], [cost(80)])).toEqual(['a worse'])
  })

  test('what has no tasks, other tasks, or no direction is not tested', () => {
    const bare = (value: number) => ({ of: 'a', metric: 'tokens', value })
    expect(verdict([bare(1)], [bare(2)])).toEqual(['a changed'])
    expect(verdict([figure('a', 50)], [figure('a', 80, 100, 'others')])).toEqual(['a changed'])
    expect(verdict([figure('a', 50)], [figure('a', 50), figure('b', 1)])).toEqual(['a same', 'b new'])
    expect(verdict([figure('a', 50), figure('b', 1)], [figure('a', 50)])).toEqual(['a same', 'b gone'])
  })

  test('what was kept is the same as what is measured again, whatever the values', () => {
    const share = fc.integer({ min: 0, max: 7 }).map((part) => part / 7)
    fc.assert(
      fc.property(fc.array(share, { minLength: 1 }), (values) => {
        const now = [meanFigure({ of: 'a', metric: 'm' }, { tasks: 't', values })]
        const kept = figuresOf(baselineOf('s', now, { made, sections: [] }))
        expect(verdict(kept, now)).toEqual(['a same'])
      }),
    )
  })
})

test('what was rounded to be kept is compared with what is rounded alike', () => {
  const thirds = (changed: number) =>
    meanFigure(
      { of: 'a', metric: 'm' },
      { tasks: 't', values: Array.from({ length: 100 }, (_, at) => (at < changed ? 2 / 3 : 1 / 3)) },
    )
  const kept = figuresOf(baselineOf('s', [thirds(0)], { made, sections: [] }))
  const [change] = compareFigures(kept, [thirds(1)])
  expect(change!.test!.difference).toBeCloseTo(0.003334, 8)
})

test('the text of a comparison shows what changed, counts the rest, and names changed data', () => {
  const before = baselineOf('ranking', [figure('a', 50), figure('b', 50)], { made, sections: [] })
  const changes = compareFigures(figuresOf(before), [figure('a', 20), figure('b', 50)])
  const text = changesText(before, changes, { 'queries.jsonl': 'bb' })
  expect(text).toContain("The data changed, so that not every difference is the code's: queries.jsonl.")
  expect(text).toMatch(/\| a +\| recall@5 \| +0\.5 \| 0\.2 \| -0\.3 \[-0\.39, -0\.21\] \| <\.001 \| WORSE \|/)
  expect(text).toContain('1 of 2 figures are the same. Better beyond chance: 0; worse beyond chance: 1')
  const same = changesText(before, compareFigures(figuresOf(before), figuresOf(before)), made.data)
  expect(same).not.toMatch(/data changed|\|/)
})

test('figures of tables are named by their leading texts and a count behind them', () => {
  const columns = [
    { title: '', unit: 'text' as const },
    { title: 'tools', unit: 'count' as const },
    { title: 'ms', unit: 'ms' as const },
    { title: 'ms', unit: 'ms' as const },
    { title: 'note', unit: 'text' as const },
  ]
  const rows = [
    ['a', 50, { value: 1, low: 0, high: 2 }, null, 'x'],
    ['a', 500, 2, 3, 'y'],
  ]
  const found = tableFigures([{ id: 's', title: 'S', tables: [{ title: 'T', columns, rows }] }])
  expect(found).toEqual([
    { of: 'a, 50', metric: 'T: tools', value: 50 },
    { of: 'a, 50', metric: 'T: ms', value: 1 },
    { of: 'a, 500', metric: 'T: tools', value: 500 },
    { of: 'a, 500', metric: 'T: ms', value: 2 },
    { of: 'a, 500', metric: 'T: ms (2)', value: 3 },
  ])
})

describe('lossesOf', () => {
  test('names who is ahead of the default, by chance or not, and no bound', () => {
    const figures = [
      figure('oracle', 100),
      figure('better', 90),
      figure('toolcrib', 50),
      figure('slightly', 51),
      figure('worse', 10),
    ]
    const losses = lossesOf('ranking', figures)
    expect(losses.map(({ to, beyondChance }) => [to, beyondChance])).toEqual([
      ['better', true],
      ['slightly', false],
    ])
    expect(losses[0]).toMatchObject({ suite: 'ranking', metric: 'recall@5', ours: 0.5, theirs: 0.9 })
  })

  test('what is equal is no loss, and of some metrics less is better', () => {
    const cost = (of: string, right: number) => ({ ...figure(of, right), better: 'lower' as const })
    const figures = [cost('toolcrib', 50), cost('equal', 50), cost('cheaper', 10), cost('dearer', 90)]
    expect(lossesOf('x', figures).map(({ to }) => to)).toEqual(['cheaper'])
  })

  test('is silent where the default did not run or nothing can be tested', () => {
    expect(lossesOf('x', [figure('better', 90)])).toEqual([])
    expect(lossesOf('x', [{ of: 'toolcrib', metric: 'tokens', value: 1 }])).toEqual([])
  })
})
