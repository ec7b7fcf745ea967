import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureHnsw, ensureInstalled, main, root, run, runTypeScript } from './lib.mjs'

const bin = (path) => join(root, 'node_modules', path)

/** Checks that are no tests, each counted as one. */
const CHECKS = [
  { name: 'lint', args: [bin('@biomejs/biome/bin/biome'), 'check', '.'] },
  { name: 'typecheck', args: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit'] },
  {
    name: 'typecheck of the report page',
    args: [bin('typescript/bin/tsc'), '-p', 'src/report/page', '--noEmit'],
  },
]

/** Runs of vitest, in this order. */
const RUNS = [
  { name: 'unit and integration', config: 'vitest.config.ts' },
  { name: 'end to end', config: 'test/e2e/vitest.config.ts' },
]

const title = (name) => process.stdout.write(`\n== ${name}\n`)

/** Adds one run's figures to the sum. */
function add(sum, part) {
  sum.passed += part.passed
  sum.failed += part.failed
  sum.skipped.push(...part.skipped)
}

async function check({ name, args }) {
  title(name)
  const passed = (await run(process.execPath, args)) === 0
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [] }
}

async function tests({ name, config }, args) {
  title(name)
  const { runVitest } = await import('./runVitest.mjs')
  return runVitest({ config: join(root, config), args })
}

/** Prints the skips and the closing line, which stands alone and last; returns the exit code. */
function close({ passed, failed, skipped }, filtered) {
  if (skipped.length > 0)
    process.stdout.write(`\nSkipped (${skipped.length}):\n${skipped.map((line) => `  ${line}\n`).join('')}`)
  const strict = process.env.CI === 'true' && existsSync(join(root, '../shared'))
  if (strict && skipped.length > 0)
    process.stdout.write('\nNothing may skip in CI while ../shared is present.\n')
  const empty = passed + failed + skipped.length === 0
  if (empty) process.stdout.write(`\nNo test ${filtered ? 'matches the filter' : 'was found'}.\n`)
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
  return failed > 0 || empty || (strict && skipped.length > 0) ? 1 : 0
}

await main(async (args) => {
  process.chdir(root)
  await ensureInstalled()
  if (process.env.CI) await ensureHnsw()
  const sum = { passed: 0, failed: 0, skipped: [] }
  // First: bench/ and demo/ are type-checked against the built package.
  try {
    await ensureBuilt()
    // Tests that need the demo servers would each install them; if this fails, those tests say so.
    if (args.length === 0) await runTypeScript('demo/prepare.ts', [])
  } catch (error) {
    process.stdout.write(`${error.message}\n`)
    sum.failed += 1
  }
  // With a filter only tests run: the short loop while working on one room.
  if (args.length === 0) for (const one of CHECKS) add(sum, await check(one))
  for (const one of RUNS) add(sum, await tests(one, args))
  return close(sum, args.length > 0)
})
