import { describe, expect, test } from 'vitest'
import { createProgress } from '../../bench/report/createProgress.js'
import { markdownTable } from '../../bench/report/markdownTable.js'
import { minutesText } from '../../bench/report/minutesText.js'
import { quantile } from '../../bench/report/quantile.js'
import { sectionText } from '../../bench/report/sectionText.js'
import { rankingSections } from '../../bench/sections/rankingSections.js'
import type { MetricTests } from '../../bench/suites/pairedMetrics.js'
import type { RankingRow } from '../../bench/suites/rankingSuite.js'

describe('markdownTable', () => {
  test('pads columns and aligns figures right', () => {
    const table = markdownTable(
      ['name', 'ms'],
      [
        ['a', '1'],
        ['longer', '12345'],
      ],
    )
    expect(table.split('\n')).toEqual([
      '| name   |    ms |',
      '|--------|------:|',
      '| a      |     1 |',
      '| longer | 12345 |',
    ])
  })

  test('a cell cannot break the table', () => {
    expect(markdownTable(['a'], [['x|y\nz']])).toContain('x\\|y z')
  })
})

describe('quantile', () => {
  test('takes the nearest rank', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2)
    expect(quantile([4, 1, 3, 2], 0.95)).toBe(4)
    expect(quantile([7], 0.5)).toBe(7)
    expect(quantile([], 0.5)).toBeUndefined()
  })
})

describe('createProgress', () => {
  const follow = (isTTY: boolean, steps: [number, number][]) => {
    const lines: string[] = []
    let time = 0
    const sink = { write: (text: string) => lines.push(text), isTTY }
    const progress = createProgress('work', { sink, now: () => time })
    for (const [at, done] of steps) {
      time = at
      progress.update(done)
    }
    progress.end()
    return lines
  }

  test('says the time left from the time that passed', () => {
    expect(follow(false, [[20_000, 0.25]])).toEqual(['work: 25 %, 60.0 s left\n', 'work: done in 20.0 s\n'])
  })

  test('off a terminal short steps write one line, the last', () => {
    expect(
      follow(false, [
        [100, 0.5],
        [200, 1],
      ]),
    ).toEqual(['work: done in 0.2 s\n'])
  })

  test('on a terminal one line is redrawn', () => {
    const lines = follow(true, [[500, 0.5]])
    expect(lines[0]).toBe(`\r\u001b[2Kwork: ${'█'.repeat(10)}${'░'.repeat(10)} 50 %, 0.5 s left`)
    expect(lines.at(-1)).toBe('\n')
  })

  test('nothing done gives no figure', () => {
    expect(follow(true, [[500, 0]])[0]).toContain('time left unknown')
  })
})

test('times in words', () => {
  expect([999, 119_000, 120_000, 1_700_000].map(minutesText)).toEqual(['1 s', '119 s', '2 min', '28 min'])
})

describe('the ranking section', () => {
  const row = {
    name: 'ours',
    ms: { index: 1, p50: 0.25, p95: 1 },
    queries: 4,
    noGold: 1,
    metrics: { 'recall@5': 0.5, 'tool@1': 0.25 },
    intervals: { 'recall@5': [0.25, 0.75] as [number, number], 'tool@1': [0, 0.5] as [number, number] },
    tokensAfter: 500,
    kept: 0.75,
    emptyRight: 1,
    emptyWrong: 2,
    byKind: {},
    byLang: {},
  }
  const facts = { set: 'set', tools: 9, tokensBefore: 2000, maxTokens: 1000, tests: [], command: 'c' }
  const textOf = (rows: RankingRow[], tests: MetricTests[] = []) =>
    sectionText(rankingSections({ ...facts, rows, tests }))

  test('shows tokens, shares with intervals, and a dash where a metric is absent', () => {
    const text = textOf([row])
    expect(text).toContain('4 tasks (and 1 that no tool fits), 9 tools, 2,000 tokens in all')
    expect(text).toMatch(
      /\| ours \| +500 \| +75\.0 \| 25\.0 \[0\.0, 50\.0\] \| +– \| 50\.0 \[25\.0, 75\.0\] \| 75\.0 \| +0\.250 \|/,
    )
    expect(text).toContain('nothing for 1 of 1 tasks that no tool fits, and for 2 of 4')
    expect(text).not.toContain('unjudged')
  })

  test('shows recall@5 by kind and language where there are several', () => {
    const byLang = { en: { tasks: 3, recall5: 1 }, de: { tasks: 1, recall5: 0.5 } }
    const text = textOf([{ ...row, byKind: { direct: 1, multi: 0.125 }, byLang }])
    expect(text).toMatch(/\| direct \| multi \|\n.*\n\| ours \| +100\.0 \| +12\.5 \|/)
    expect(text).toMatch(/\| en \(3\) \| de \(1\) \|\n.*\n\| ours \| +100\.0 \| +50\.0 \|/)
    expect(textOf([{ ...row, byKind: { direct: 1 } }])).not.toContain('direct')
  })

  test('shows what is unjudged of a set that was pooled', () => {
    expect(textOf([{ ...row, unjudged: 0.125 }])).toMatch(/unjudged \|\n.*\n\| ours .* 12\.5 \|/)
  })

  test('names who was skipped and why', () => {
    expect(textOf([row, { name: 'x', skipped: 'no model' }])).toContain('x was skipped: no model')
  })

  test('shows which differences are beyond chance', () => {
    const pair = { first: 'ours', second: 'x', difference: 0.25, interval: [0.125, 0.5] as [number, number] }
    const sure = { ...pair, pValue: 0.0001, adjusted: 0.0002 }
    const open = { ...pair, pValue: 0.3, adjusted: 0.6 }
    const text = textOf([row], [{ metric: 'recall@5', ours: [sure], next: [open] }])
    expect(text).toMatch(/\| x +\| +25\.0 \[12\.5, 50\.0\] \| <\.001 \| +yes \|/)
    expect(text).toMatch(/\| ours \| +x \| +25\.0 \[12\.5, 50\.0\] \| \.600 \| +no \|/)
  })
})
