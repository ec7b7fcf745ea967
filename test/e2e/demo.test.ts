import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runBin } from './runBin.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Runs the program of `npm start`. Seven real servers are started, and installed on first use. */
function demo(...args: string[]) {
  // With CI set, a library that guesses for itself would colour a pipe.
  return runBin(process.execPath, ['--import', 'tsx', 'demo/main.ts', ...args], {
    cwd: ROOT,
    env: { CI: 'true' },
  })
}

test('the samples: seven live servers, a budget that holds, and both verdicts', async () => {
  const { code, stdout } = await demo('--json')
  expect(code).toBe(0)
  const run = JSON.parse(stdout)
  expect(run.servers.map(({ server, status }: Record<string, string>) => `${server} ${status}`)).toEqual([
    'everything listed',
    'filesystem listed',
    'memory listed',
    'git listed',
    'hostinger listed',
    'playwright listed',
    'chart listed',
  ])
  expect(run.catalog.tools).toBe(564)
  expect(run.catalog.tokens).toBeGreaterThan(120_000)
  for (const { selection } of run.results) {
    expect(selection.tokens.after).toBeLessThanOrEqual(2000)
    expect(selection.tokens.before).toBe(run.catalog.tokens)
  }
  const verdicts = run.results.map((result: { verdict: { hit: boolean } }) => result.verdict.hit)
  expect(verdicts).toContain(true)
  expect(verdicts).toContain(false)
})

test('a task of your own, for people', async () => {
  const { code, stdout } = await demo('press the Escape key on the page')
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /^Sent whole, these 564 tools cost 12\d,\d{3} tokens \(o200k_base\) in every request\.$/m,
  )
  expect(stdout).toMatch(
    /^ *1 {2}browser_press_key +playwright +[<>]?0\.\d\d +(full|compact|signature) +\d+ +\S/m,
  )
  expect(stdout).toMatch(/tokens before, [\d,]+ after \(\d+\.\d % saved\), selected in [\d.]+ m?s$/m)
  // One selection has no median.
  expect(stdout).toMatch(/^ {2}a selection took [\d.]+ m?s \(warmed up\), with no network/m)
  expect(stdout).not.toMatch(/HIT|MISS/)
})

test.each([[['--wrong']], [['two', 'tasks']], [['  ']]])('%j is told how to use it', async (args) => {
  const { code, stdout, stderr } = await demo(...args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('Usage: npm start')
})
