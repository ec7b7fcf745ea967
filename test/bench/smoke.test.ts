import { describe, expect, test } from 'vitest'
import { meanFigure } from '../../bench/baseline/BenchFigure.js'
import { serversAreListed } from '../../bench/data/listedServers.js'
import { parseArguments } from '../../bench/parseArguments.js'
import { runSmoke } from '../../bench/runners/runSmoke.js'
import { openStore } from '../../bench/store/BenchStore.js'
import { smokeFailures } from '../../bench/suites/smokeSuite.js'
import { serverLists } from './servers/serverLists.js'

const progress = () => ({ update: () => undefined, end: () => undefined })
const figure = (metric: string, right: number, tasks = 't') =>
  meanFigure(
    { of: 'set', metric },
    { tasks, values: Array.from({ length: 100 }, (_, at) => (at < right ? 1 : 0)) },
  )

describe('smokeFailures', () => {
  const failing = (before: ReturnType<typeof figure>[], now: ReturnType<typeof figure>[]) =>
    smokeFailures(before, now).map(({ metric }) => metric)

  test('a fall beyond chance fails, one within it and a rise do not', () => {
    expect(failing([figure('a', 60)], [figure('a', 30)])).toEqual(['a'])
    expect(failing([figure('a', 60)], [figure('a', 59)])).toEqual([])
    expect(failing([figure('a', 60)], [figure('a', 90)])).toEqual([])
  })

  test('of 320 tasks and 14 figures, ten tasks lost and none won are beyond chance, five are not', () => {
    const figures = (lost: number) =>
      Array.from({ length: 14 }, (_, at) =>
        meanFigure(
          { of: 'set', metric: `m${at}` },
          {
            tasks: 't',
            values: Array.from({ length: 320 }, (_, task) => (task < (at === 0 ? 150 - lost : 150) ? 1 : 0)),
          },
        ),
      )
    expect(smokeFailures(figures(0), figures(10)).map(({ metric }) => metric)).toEqual(['m0'])
    expect(smokeFailures(figures(0), figures(5))).toEqual([])
  })

  test('what cannot be compared fails too: new, gone, or of other tasks', () => {
    expect(failing([figure('a', 60)], [figure('a', 60), figure('b', 60)])).toEqual(['b'])
    expect(failing([figure('a', 60), figure('b', 60)], [figure('a', 60)])).toEqual(['b'])
    expect(failing([figure('a', 60)], [figure('a', 60, 'others')])).toEqual(['a'])
  })
})

/** `npm run bench -- --smoke`, on this source. The demo servers never skip; the 21 do where they were not captured. */
test('the default holds its committed baseline beyond chance', async () => {
  await serverLists()
  const run = await runSmoke({
    arguments: parseArguments(['--smoke']),
    models: undefined,
    progress,
    store: openStore(undefined),
  })
  expect(run.data['broken']).toEqual([])
  expect(run.passed).toBe(true)
  expect(run.data['left']).toHaveLength(serversAreListed() ? 0 : 1)
}, 600_000)
