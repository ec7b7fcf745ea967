import { CribError } from 'toolcrib'
import { expect, test } from 'vitest'
import { parseArguments, SUITES, type SuiteName } from '../../bench/parseArguments.js'
import { type RunSuitesOptions, runSuites } from '../../bench/runSuites.js'
import { openStore } from '../../bench/store/BenchStore.js'

const progress = () => ({ update: () => undefined, end: () => undefined })

/** Runs with suites that count their calls; `failing` throws its error. */
function harness(failing: Partial<Record<SuiteName, Error>> = {}) {
  const calls: string[] = []
  const lines: string[] = []
  let time = 0
  const runner = (suite: string) => async () => {
    calls.push(suite)
    time += 60_000
    const error = failing[suite as SuiteName]
    if (error !== undefined) throw error
    return { text: `${suite} text`, data: { suite }, passed: true }
  }
  const runners = Object.fromEntries(Object.keys(SUITES).map((name) => [name, runner(name)]))
  const options: RunSuitesOptions = {
    runners: runners as unknown as RunSuitesOptions['runners'],
    context: { arguments: parseArguments([]), models: undefined, progress, store: openStore(undefined) },
    kept: new Set<SuiteName>(['ranking', 'ann']),
    tolerant: false,
    times: { ranking: 180_000, ann: 60_000 },
    now: () => time,
    say: (line) => lines.push(line),
  }
  return { calls, lines, options }
}

test('what is kept is not run again; what holds floors of time always is', async () => {
  const { calls, lines, options } = harness()
  await runSuites(['ranking', 'speed'], options)
  const again = await runSuites(['ranking', 'speed'], options)
  expect(calls).toEqual(['ranking', 'speed', 'speed'])
  expect(again.map(({ run }) => run.text)).toEqual(['ranking text', 'speed text'])
  expect(lines).toContain(
    'ranking: kept from an earlier run of the same code and data; --fresh measures anew',
  )
})

test('the time left is that of the last run, where all of it is known', async () => {
  const { lines, options } = harness()
  await runSuites(['ranking', 'ann'], options)
  expect(lines).toEqual(['[1/2] ranking, about 4 min left', '[2/2] ann, about 60 s left'])
  expect(options.times).toEqual({ ranking: 60_000, ann: 60_000 })
  lines.length = 0
  await runSuites(['budget', 'ann'], options)
  expect(lines[0]).toBe('[1/2] budget')
  lines.length = 0
  await runSuites(['heap'], options)
  expect(lines).toEqual([])
})

test('of the whole run, one lost suite does not lose the others, and absent data is no failure', async () => {
  const absent = new CribError('file-unreadable', 'The public data x is not there.', {
    details: { file: 'x' },
  })
  const { options } = harness({ ranking: new Error('broken'), ann: absent })
  const finished = await runSuites(['ranking', 'ann', 'scale'], { ...options, tolerant: true })
  expect(finished.map(({ run }) => [run.passed, run.text])).toEqual([
    [false, 'ranking failed: broken'],
    [true, 'ann was skipped: The public data x is not there.'],
    [true, 'scale text'],
  ])
  await expect(runSuites(['ranking'], options)).rejects.toThrow('broken')
})

test('a suite is told of as soon as it is done', async () => {
  const { options } = harness({ ann: new Error('broken') })
  const seen: string[] = []
  const onSuite = (suite: SuiteName) => seen.push(suite)
  await expect(runSuites(['ranking', 'ann'], { ...options, onSuite })).rejects.toThrow('broken')
  expect(seen).toEqual(['ranking'])
})
