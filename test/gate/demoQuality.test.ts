import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { toolcribDefault } from '../../bench/contenders/toolcrib.js'
import type { BenchSet } from '../../bench/data/BenchSet.js'
import { loadDemoSet } from '../../bench/data/loadSet.js'
import type { GateFigures } from '../../bench/suites/gateFigures.js'
import { type Outcome, type Quality, scoreOutcomes } from '../../bench/suites/scoreOutcomes.js'

const file = new URL('../../datasets/demo/gate.json', import.meta.url)
const { gate } = (JSON.parse(readFileSync(file, 'utf8')) as { suites: { gate: GateFigures } }).suites

/**
 * The default on our own tasks over the seven live servers. Never skips: without a cache the servers are installed and
 * started. `npm run -s bench -- gate --json` prints the figures anew.
 */
describe('quality on the demo servers', () => {
  let set: BenchSet
  let outcomes: Outcome[]
  let quality: Quality

  beforeAll(async () => {
    set = await loadDemoSet()
    const contender = await toolcribDefault.load({ models: undefined })
    if ('skipped' in contender) throw new Error(contender.skipped)
    await contender.index(set.sources)
    outcomes = []
    for (const query of set.queries) {
      const ranked = await contender.rank(query.text, 10)
      const handed = await contender.select?.(query.text, gate.maxTokens)
      if (handed?.tokens === undefined) throw new Error('The default counts its tokens.')
      outcomes.push({ query, ranked, handed: { ids: handed.ids, tokens: handed.tokens } })
    }
    await contender.close?.()
    quality = scoreOutcomes(outcomes, set)
  }, 600_000)

  test('all tasks are scored', () => {
    expect({ scored: quality.queries, noGold: quality.noGold }).toEqual({ scored: 84, noGold: 10 })
  })

  test('every metric holds its committed figure', () => {
    const floors = Object.entries(gate.metrics)
    expect(floors.map(([metric]) => metric)).toEqual(
      expect.arrayContaining(['recall@1', 'recall@5', 'ndcg@10', 'mrr', 'tool@1', 'server@1']),
    )
    const short = floors.filter(([metric, floor]) => !((quality.metrics[metric] ?? -1) >= floor))
    expect(short.map(([metric, floor]) => `${metric} ${quality.metrics[metric]} < ${floor}`)).toEqual([])
  })

  test('a selection of the committed size still holds the committed share of the right tools', () => {
    expect(quality.kept).toBeGreaterThanOrEqual(gate.kept)
    for (const { handed } of outcomes) expect(handed.tokens).toBeLessThanOrEqual(gate.maxTokens)
  })

  test('tasks that nothing fits are told from those that some tool fits as well as committed', () => {
    expect(quality.emptyRight).toBeGreaterThanOrEqual(gate.emptyRight)
    expect(quality.emptyWrong).toBeLessThanOrEqual(gate.emptyWrong)
  })
})
