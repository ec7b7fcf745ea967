import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { ensureDemoServers } from '../../demo/ensureDemoServers.js'
import { EXAMPLES } from '../../examples/examples.js'
import { type ExampleRuns, runExample } from '../../examples/shared/runExample.js'
import { runText } from '../../examples/shared/runText.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const textOf = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8')
const page = textOf('docs/wrap-your-client.md')

/** Lines that one file has and the other lacks, each with its sign, as they follow one another. */
function changedLines(before: string, after: string): string[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  const lines: string[] = []
  let at = 0
  for (const line of fresh) {
    if (line === old[at]) {
      at += 1
      continue
    }
    // What stands in the old file from here on, up to a line that both have, went away.
    while (at < old.length && !fresh.includes(old[at]!)) lines.push(`-${old[at++]}`)
    if (line === old[at]) at += 1
    else lines.push(`+${line}`)
  }
  return lines
}

const sumOf = (turns: readonly { tokens: number }[]) => turns.reduce((sum, { tokens }) => sum + tokens, 0)

// The first run installs the demo servers.
beforeAll(() => ensureDemoServers({ onProgress: () => {} }), 300_000)

describe.each([...EXAMPLES])('the example %s', (name, example) => {
  let runs: ExampleRuns
  beforeAll(async () => {
    runs = await runExample(name, example)
  }, 60_000)

  it('does what the user wants before and after, with fewer tokens of tools', () => {
    expect(runs.before).toMatchObject({ done: true, outcome: example.done })
    expect(runs.after).toMatchObject({ done: true, outcome: example.done })
    expect(runs.after.tokens).toBeLessThan(0.7 * runs.before.tokens)
    for (const turn of runs.after.turns) expect(turn.tokens).toBeLessThan(runs.before.turns[0]!.tokens)
  })

  it('calls what its script says', () => {
    const wanted = example.steps('').flatMap(({ tool }) => tool ?? [])
    const called = runs.before.turns.flatMap((turn) => turn.called ?? [])
    expect(called).toEqual(wanted)
  })

  it('prints every turn and the sums, as the page shows them', () => {
    const text = runText(example.wishes, runs)
    for (const run of [runs.before, runs.after]) {
      expect(run.tokens).toBe(sumOf(run.turns))
      expect(text).toContain(`${run.tokens.toLocaleString('en-US')} tokens`)
      for (const { tokens } of run.turns) expect(text).toContain(`${tokens.toLocaleString('en-US')} tokens`)
    }
    expect(page).toContain(text)
  })

  it('changes a few lines, those that the page shows', () => {
    const [before, after] = ['before', 'after'].map((side) => textOf(`examples/${name}/${side}.ts`))
    const lines = changedLines(before!, after!)
    expect(lines.length).toBeLessThanOrEqual(8)
    const trimmed = (line: string) => line[0] + line.slice(1).trim()
    const shown = [...page.matchAll(/```diff\n([\s\S]*?)```/g)].map(([, block]) =>
      block!
        .trim()
        .split('\n')
        .filter((line) => /^[+-]/.test(line))
        .map(trimmed),
    )
    expect(shown).toContainEqual(lines.map(trimmed))
  })
})

describe('npm run example', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'examples/main.ts', ...args], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, TSX_TSCONFIG_PATH: `${ROOT}bench/tsconfig.json` },
      timeout: 60_000,
    })

  it('runs one on the built package', { timeout: 90_000 }, () => {
    const { status, stdout, stderr } = run('sdk-v1')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(page).toContain(stdout)
  })

  it('says which there are', { timeout: 90_000 }, () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('sdk-v1 | sdk-v2') })
    expect(run('sdk-v9')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Usage') })
    expect(run()).toMatchObject({ status: 2 })
  })
})
