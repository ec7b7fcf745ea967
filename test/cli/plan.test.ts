import { describe, expect, test } from 'vitest'
import type { PlanDocument } from '../../src/cli/commands/plan.js'
import { displayWidth } from '../../src/cli/displayWidth.js'
import { type CliSetup, jsonLines, runInProcess, TOOLS } from './testIo.js'

const plan = (argv: readonly string[], setup: CliSetup = {}) =>
  runInProcess(['plan', '--tools', 't', ...argv], {
    ...setup,
    files: { t: jsonLines(TOOLS), ...setup.files },
  })
const documentOf = async (...argv: string[]) =>
  JSON.parse((await plan([...argv, '--json'])).stdout) as PlanDocument

describe('toolcrib plan', () => {
  test('shows costs, changes of place and a verdict', async () => {
    const { code, stdout } = await plan([])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^10 turns on claude-sonnet-5-5 \(prices 2026-10, secondary\)/)
    expect(stdout).toMatch(/everything +0\.\d+ USD +100\.0 %/)
    expect(stdout).toContain('Against sending everything')
    // Five tools are one selection.
    expect(stdout).toContain('Selection does not pay here')
  })

  test.each([60, 80, 200])('fits a terminal of %i columns', async (columns) => {
    const { stdout } = await plan([], { tty: true, columns, env: { NO_COLOR: '1' } })
    const tables = stdout.slice(stdout.indexOf('Policy'), stdout.indexOf('Verdict'))
    for (const line of tables.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(columns)
    expect(tables).toMatch(/^Policy +Catalog from +History below +By turns$/m)
    expect(tables).toMatch(/everything +0\.\d+ USD +100\.0 %.* 100\.0 %$/m)
  })

  test('every option reaches the plan', async () => {
    const given =
      '--turns 4 --turns-per-task 2 --calls 5 --history 600 --system 700 --user 80 --output 90 --call-tokens 15 --result-tokens 250 --pause 400 --cache long --shared-prefix --selected 33 --target-recall 0.8 --recall fixed=0.9 --recall append=0.7 --model gpt-5.4'
    const document = await documentOf(...given.split(' '))
    expect(document.conversation).toEqual({
      turns: 4,
      turnsPerTask: 2,
      toolCallsPerTurn: 5,
      historyTokens: 600,
      systemTokens: 700,
      userTokens: 80,
      outputTokens: 90,
      callTokens: 15,
      toolResultTokens: 250,
      secondsBetweenTurns: 400,
      secondsPerRequest: 5,
      cache: 'long',
      sharedPrefix: true,
    })
    expect(document).toMatchObject({
      model: { model: 'gpt-5.4' },
      targetRecall: 0.8,
      tools: { selected: 33 },
    })
    const kept = Object.fromEntries(document.policies.map(({ policy, keepsTarget }) => [policy, keepsTarget]))
    expect(kept).toMatchObject({ everything: true, fixed: true, append: false, deferred: null })
  })

  test('the document has the members that docs/cli.md lists', async () => {
    expect(Object.keys(await documentOf())).toEqual([
      'catalog',
      'model',
      'conversation',
      'tools',
      'targetRecall',
      'policies',
      'unavailable',
      'breakEven',
      'cheapestByTurns',
      'turnsLookedAt',
      'verdict',
      'servers',
      'leftOut',
      'warnings',
    ])
  })

  test('takes prices from a file', async () => {
    const files = { p: '{"models": {"mine": {"like": "gpt-5.4", "input": 0.5}}}' }
    const { stdout } = await plan(['--prices', 'p', '--model', 'mine'], { files })
    expect(stdout).toContain('on mine (prices 2026-09, unverified)')
    const bad = await plan(['--prices', 'p', '--json'], { files: { p: '{"models": {"mine": {}}}' } })
    expect(bad.code).toBe(2)
    expect(JSON.parse(bad.stdout).error).toMatchObject({
      code: 'prices-invalid',
      message: expect.stringMatching(/^p \(--prices\): /),
    })
  })

  test.each([
    [['--model', 'gpt-5'], 'price-unknown'],
    [['--recall', 'fixed'], 'usage'],
    [['--recall', 'fixed=2'], 'usage'],
    [['--recall', 'nobody=0.5'], 'usage'],
    [['--recall', 'everything=0.5'], 'usage'],
    [['--turns', '0'], 'usage'],
    [['--turns', '1001'], 'usage'],
    [['--calls', '1001'], 'usage'],
    [['--history', '10000001'], 'usage'],
  ])('refuses %j', async (argv, error) => {
    const { code, stdout } = await plan([...argv, '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout).error.code).toBe(error)
  })
})
