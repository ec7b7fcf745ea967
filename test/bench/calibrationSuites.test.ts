import type { CalibrationSample } from 'toolcrib'
import { expect, test } from 'vitest'
import { shuffled } from '../../bench/data/devSets.js'
import { calibrationText } from '../../bench/report/calibrationText.js'
import { nothingText } from '../../bench/report/nothingText.js'
import { recallText } from '../../bench/report/recallText.js'
import { calibrationSuite, calibrationTasks, splitOf } from '../../bench/suites/calibrationSuite.js'
import { auroc, nearMisses, strangeTasks } from '../../bench/suites/nothingSuite.js'
import { fixedFor, handOut, recallSuite, recallsAtK } from '../../bench/suites/recallSuite.js'

const progress = { update: () => {}, end: () => {} }
const THINGS = 'invoice customer refund ticket calendar branch issue playlist forecast flight'.split(' ')
const toolsOf = (things: readonly string[], verbs: readonly string[]) =>
  things.map((thing) => ({
    server: thing,
    tools: verbs.map((verb) => ({
      name: `${verb}_${thing}`,
      description: `Use it to ${verb} a ${thing}.`,
      inputSchema: { type: 'object' },
    })),
  }))
const VERBS = ['create', 'list', 'delete', 'share']
const set = {
  name: 'set',
  sources: toolsOf(THINGS, VERBS),
  queries: THINGS.flatMap((thing) =>
    VERBS.map((verb) => ({
      id: `${verb} ${thing}`,
      text: `${verb} my ${thing}`,
      gold: [`${thing}/${verb}_${thing}`],
    })),
  ),
}

const sample = (found: readonly number[], wanted = 1): CalibrationSample => ({
  wanted,
  trust: 1,
  items: found.map((one) => ({ features: [], confidence: 0.5, right: one > 0, found: one })),
})

test('the calibration suite judges a set, alone and among other tools', async () => {
  const pad = toolsOf(['boat', 'horse'], ['paint', 'sell'])
  const figures = await calibrationSuite(set, pad, progress)
  expect(figures).toMatchObject({ tools: 40, tasks: 40, padded: { tools: 4, raised: 0, compared: 1600 } })
  expect(figures.calibrated).toBeLessThan(figures.raw)
  const text = calibrationText({ set: figures })
  expect(text).toMatch(/\| set +\| +40 +\| +40 +\| 0\.\d{3} /)
  expect(text.split('\n').filter((line) => /^[ ·o]{31} \d\.\d\d /.test(line))).toHaveLength(10)
})

test('a split holds at most half of the tasks, and every task once', () => {
  const samples = Array.from({ length: 30 }, (_, at) => sample([at]))
  const { labelled, rest } = splitOf(samples, 3)
  expect(labelled).toHaveLength(15)
  expect(new Set([...labelled, ...rest]).size).toBe(30)
  expect(splitOf(samples, 3).labelled).toEqual(labelled)
  expect(splitOf(samples, 4).labelled).not.toEqual(labelled)
  expect(shuffled([1, 2, 3], 0)).toHaveLength(3)
})

test('tools are handed out down to a bar, beside a fixed number of the same recall', () => {
  const samples = [sample([1, 0, 0]), sample([0, 1, 1], 2)]
  expect(recallsAtK(samples)).toEqual([0, 0.5, 0.75, 1])
  expect(fixedFor([0, 0.5, 0.75, 1], 0.625)).toBe(1.5)
  expect(fixedFor([0, 0.5], 0.9)).toBe(1)
  const confidences = (one: CalibrationSample) => (one === samples[0] ? [0.1, 0.3, 0.05] : [0.4, 0.3, 0.01])
  expect(handOut(samples, confidences, 0.2)).toEqual({ recall: 0.75, tools: 2 })
})

test('the recall suite asks for what can be reached', async () => {
  const figures = await recallSuite(set, progress)
  expect(figures.map(({ target, guarantee }) => [target, guarantee])).toEqual([
    [0.8, 'mean'],
    [0.8, 'lower95'],
    [0.9, 'mean'],
    [0.9, 'lower95'],
  ])
  for (const { recall, target } of figures) expect(recall).toBeGreaterThan(target - 0.05)
  expect(recallText({ set: figures })).toMatch(/\| set +\| +0.80 \| +mean \| 0|1/)
})

test('nothing fits is told from what fits', async () => {
  const strange = {
    name: 'strange',
    sources: [],
    queries: ['sing me a song', 'how old is the moon'].map((text) => ({ id: text, text, gold: [] })),
  }
  const rows = [await strangeTasks(set, strange, progress), await nearMisses(set, progress)]
  expect(rows[0]).toMatchObject({ kind: 'strange on set', answerable: 40, unanswerable: 2, fit: 1 })
  expect(rows[1]).toMatchObject({ answerable: 40, unanswerable: 40 })
  expect(rows[1]!.fit).toBeGreaterThan(0.6)
  expect(nothingText(rows)).toContain('2 against 40')
})

test('100 tasks are calibrated with, or half of fewer than 200', () => {
  expect([84, 85, 199, 200, 320].map(calibrationTasks)).toEqual([42, 43, 100, 100, 100])
})

test('the area under the curve counts ties half', () => {
  expect(auroc([3, 4], [1, 2])).toBe(1)
  expect(auroc([1, 2], [3])).toBe(0)
  expect(auroc([1, 2], [1])).toBe(0.75)
})
