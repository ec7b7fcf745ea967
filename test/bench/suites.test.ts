import { describe, expect, test } from 'vitest'
import { miniLm } from '../../bench/contenders/miniLm.js'
import { topIds } from '../../bench/contenders/topIds.js'
import { keptShare } from '../../bench/data/keptShare.js'
import { packWithin } from '../../bench/data/packWithin.js'
import { firstTools } from '../../bench/data/speedInputs.js'
import { toolRows } from '../../bench/data/toolRows.js'
import { parseArguments } from '../../bench/parseArguments.js'
import { speedReport } from '../../bench/report/speedReport.js'
import { gateFigures } from '../../bench/suites/gateFigures.js'
import { speedFloors } from '../../bench/suites/speedFloors.js'
import { speedSuite } from '../../bench/suites/speedSuite.js'
import { timeInterleaved } from '../../bench/suites/timeInterleaved.js'

describe('timeInterleaved', () => {
  test('hands every input to everyone exactly once, in blocks of rotating order', async () => {
    const calls: string[] = []
    const timed = ['a', 'b'].map((name) => ({
      name,
      async: name === 'b',
      run: (at: number) => calls.push(`${name}${at}`),
    }))
    const shares: number[] = []
    const samples = await timeInterleaved(timed, {
      count: 5,
      block: 2,
      onProgress: (done) => shares.push(done),
    })
    expect(calls.join(' ')).toBe('a0 a1 b0 b1 b2 b3 a2 a3 a4 b4')
    expect([...samples].map(([name, ms]) => [name, ms.length])).toEqual([
      ['a', 5],
      ['b', 5],
    ])
    expect(shares).toEqual([0.4, 0.8, 1])
  })

  test('awaits what is asynchronous', async () => {
    const run = () => new Promise((resolve) => setTimeout(resolve, 20))
    const samples = await timeInterleaved([{ name: 'slow', async: true, run }], { count: 2 })
    expect(Math.min(...(samples.get('slow') ?? []))).toBeGreaterThan(15)
  })

  test('a contender that throws is not timed as a fast one', async () => {
    const run = () => {
      throw new Error('broken')
    }
    await expect(timeInterleaved([{ name: 'bad', async: false, run }], { count: 1 })).rejects.toThrow(
      'broken',
    )
  })
})

describe('speedSuite', () => {
  test('warms up on other tasks, then uses select where there is one', async () => {
    const seen: string[] = []
    const progress = () => ({ update: () => undefined, end: () => undefined })
    const base = { index: async () => undefined, rank: (text: string) => [`${seen.push(`rank ${text}`)}`] }
    const select = async (text: string, max: number) => ({ ids: [`${seen.push(`select ${text} ${max}`)}`] })
    const rows = await speedSuite(
      [
        { name: 'toolcrib', ...base, select },
        { name: 'minisearch', async: false, ...base },
      ],
      { timed: ['t'], warmUp: ['w'] },
      progress,
    )
    expect(new Set(seen.slice(0, -2))).toEqual(new Set(['select w 2000', 'rank w']))
    expect(seen.slice(-2)).toEqual(['select t 2000', 'rank t'])
    expect(rows.map((row) => row.name)).toEqual(['toolcrib', 'minisearch'])
  })
})

describe('speedFloors', () => {
  const rows = (ours: number, search: number, embedding: number) =>
    Object.entries({ toolcrib: ours, minisearch: search, MiniLM: embedding }).map(([name, p50]) => ({
      name,
      p50,
      p95: p50,
    }))
  const passed = (...times: [number, number, number]) => speedFloors(rows(...times)).map((one) => one.passed)

  test('4 times MiniLM holds at 4 and not below; minisearch must be slower', () => {
    expect(passed(1, 1.01, 4)).toEqual([true, true])
    expect(passed(1, 1, 3.99)).toEqual([false, false])
  })

  test('a missing contender fails', () => {
    expect(speedFloors(rows(1, 2, 9).slice(0, 1)).map((one) => one.passed)).toEqual([false, false])
    expect(speedFloors([]).map((one) => one.passed)).toEqual([false, false])
  })

  test('the report says PASS or FAIL for each floor', () => {
    const facts = {
      tools: 500,
      tasks: 200,
      warmUp: 97,
      rows: rows(1, 2, 3),
      indexing: { tools: 5000, rounds: 5, withoutCounting: 100, withCounting: 300, minisearch: 200 },
      floors: speedFloors(rows(1, 2, 3)),
    }
    expect(speedReport(facts).split('\n').slice(-2)).toEqual([
      'FAIL  at least 4 times faster than MiniLM plus a scan: 3.00 times (floor 4)',
      'PASS  faster than minisearch: 2.00 times (floor 1)',
    ])
    expect(speedReport(facts)).toContain('| toolcrib, tokens counted     | 300 |       1.50 x |')
  })
})

describe('gateFigures', () => {
  test('leaves room for one task, never below nothing', () => {
    const quality = {
      queries: 50,
      noGold: 3,
      metrics: { mrr: 0.75, 'tool@1': 0.01 },
      intervals: {},
      tokensAfter: 10,
      kept: 0.6,
      emptyRight: 0,
      emptyWrong: 2,
      byKind: {},
      byLang: {},
    }
    expect(gateFigures(quality, 2000)).toEqual({
      metrics: { mrr: 0.73, 'tool@1': 0 },
      kept: 0.58,
      maxTokens: 2000,
      emptyRight: 0,
      emptyWrong: 3,
    })
  })
})

describe('data', () => {
  const sources = [
    {
      server: 'b',
      tools: [
        { name: 'y' },
        { name: 'x', description: 'does', inputSchema: { properties: { p: { description: 'what' } } } },
      ],
    },
    { tools: [{ name: 'plain' }, null, { name: 3 }], ids: ['a-own'], categories: ['topic'] },
  ]

  test('toolRows flattens and leaves out what has no name', () => {
    expect(toolRows(sources).map((row) => row.id)).toEqual(['b/y', 'b/x', 'a-own'])
    expect(toolRows(sources)[1]).toEqual({
      id: 'b/x',
      name: 'x',
      description: 'does',
      server: 'b',
      parameters: 'p',
      parameterDescriptions: 'what',
    })
    expect(toolRows(sources)[2]?.server).toBe('topic')
  })

  test('firstTools takes the first by id and keeps ids and categories in step', () => {
    expect(firstTools(sources, 2)).toEqual([
      { server: 'b', tools: [sources[0]?.tools[1]] },
      { tools: [{ name: 'plain' }], ids: ['a-own'], categories: ['topic'] },
    ])
  })

  test('packWithin keeps both limits and passes over what does not fit', () => {
    const costs = new Map([
      ['big', 90],
      ['a', 10],
      ['b', 10],
    ])
    const ranked = ['a', 'big', 'b']
    expect(packWithin(ranked, costs, { maxTokens: 30, maxTools: 10 })).toEqual({
      ids: ['a', 'b'],
      tokens: 24,
    })
    expect(packWithin(ranked, costs, { maxTokens: 23, maxTools: 10 })).toEqual({ ids: ['a'], tokens: 13 })
    expect(packWithin(ranked, costs, { maxTokens: 1000, maxTools: 2 }).ids).toEqual(['a', 'big'])
  })

  test('keptShare counts groups, alternatives and anyOf', () => {
    const query = { id: 'q', text: 't', gold: ['a', 'b'], alternatives: { b: ['c'] } }
    expect(keptShare(query, new Set(['c']))).toBe(0.5)
    expect(keptShare(query, new Set(['a', 'c']))).toBe(1)
    expect(keptShare({ ...query, anyOf: true }, new Set(['c']))).toBe(1)
    expect(keptShare({ ...query, anyOf: true }, new Set(['x']))).toBe(0)
    expect(keptShare({ ...query, gold: [] }, new Set())).toBeUndefined()
    expect(keptShare({ id: 'q', text: 't', gold: ['constructor'], alternatives: {} }, new Set())).toBe(0)
  })

  test('topIds sorts by score, ties by position', () => {
    expect(topIds(['a', 'b', 'c'], Float32Array.of(0.1, 0.5, 0.5), 2)).toEqual(['b', 'c'])
  })
})

describe('contenders', () => {
  test('MiniLM says why it is skipped', async () => {
    expect(await miniLm.load({ models: undefined })).toMatchObject({
      skipped: expect.stringContaining('--models'),
    })
    expect(await miniLm.load({ models: '/nowhere' })).toMatchObject({
      skipped: expect.stringContaining('MiniLM'),
    })
  })
})

describe('parseArguments', () => {
  test('without arguments: the suites of the report on our set at 2,000 tokens', () => {
    expect(parseArguments([])).toEqual({
      suites: ['ranking', 'routing', 'selection', 'economics', 'robustness', 'claims', 'ann', 'scale'],
      set: 'servers',
      split: 'dev',
      maxTokens: 2000,
      fresh: false,
      compare: false,
      writeBaseline: false,
      json: false,
      help: false,
    })
  })

  test('a set of the user replaces ours', () => {
    expect(parseArguments(['--tools', 't', '--queries', 'q', '--json'])).toMatchObject({
      suites: ['ranking'],
      files: { tools: 't', queries: 'q' },
      json: true,
    })
  })

  test('--smoke is the suite of that name', () => {
    expect(parseArguments(['--smoke']).suites).toEqual(['smoke'])
  })

  test.each([
    [['--write-baseline', '--split', 'test'], 'Baselines are of datasets/servers, dev half'],
    [['--write-baseline', '--set', 'demo'], 'Baselines are of datasets/servers, dev half'],
    [['--compare', '--max-tokens', '500'], 'Baselines are of datasets/servers, dev half'],
    [['--compare', '--tools', 't', '--queries', 'q'], 'Baselines are of datasets/servers, dev half'],
    [['--tools', 't'], '--tools and --queries'],
    [['constructor'], 'no suite "constructor"'],
    [['--max-tokens', '0'], '"0"'],
    [['--max-tokens', '1.5'], '"1.5"'],
    [['--set', 'other'], '--set is "other"; give servers or demo.'],
    [['--split', 'train'], '--split is "train"; give dev or test.'],
    [['--nonsense'], '--nonsense'],
  ])('%j is a usage error', (args, message) => {
    expect(() => parseArguments(args)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(message) }),
    )
  })
})
