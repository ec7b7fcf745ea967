import { relative } from 'node:path'
import { parseCLI, startVitest } from 'vitest/node'
import { root } from './lib.mjs'

/** Name of a test with its file, as one line. */
const nameOf = (test) => `${relative(root, test.module.moduleId)} > ${test.fullName}`

/** The reason of a skip: the note given to `skip`, else the words after `skipped` in a name around it. */
function reasonOf(test) {
  const note = test.result().note
  if (note) return note
  const said = /\bskipped:? ([^)>]*)/.exec(test.fullName)
  return said ? said[1].trim() : 'no reason given'
}

/** A reporter of vitest that only counts. Errors outside of tests (a file that does not load) count as failures. */
class Tally {
  passed = 0
  failed = 0
  skipped = []

  /** `wanted`: pattern of `-t`, if any. What it leaves out was not asked for and is no skip. */
  constructor(wanted) {
    this.wanted = wanted === undefined ? undefined : new RegExp(wanted)
  }

  onTestRunEnd(modules, unhandled) {
    for (const module of modules) {
      let failedHere = 0
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') this.passed += 1
        else if (state === 'failed') failedHere += 1
        else if (this.wanted?.test(test.fullName.replaceAll(' > ', ' ')) ?? true)
          this.skipped.push(`${nameOf(test)}: ${reasonOf(test)}`)
      }
      this.failed += failedHere === 0 && !module.ok() ? 1 : failedHere
    }
    this.failed += unhandled.length
  }
}

/**
 * Runs vitest once with a configuration file and arguments as for its command line (a filter, `-t name`).
 * Resolves to `{ passed, failed, skipped: lines }`.
 */
export async function runVitest({ config, args }) {
  const { filter, options } = parseCLI(['vitest', 'run', ...args])
  const tally = new Tally(options.testNamePattern)
  const vitest = await startVitest('test', filter, {
    ...options,
    run: true,
    watch: false,
    config,
    root,
    passWithNoTests: true,
    reporters: ['default', tally],
  })
  await vitest.close()
  process.exitCode = 0
  return { passed: tally.passed, failed: tally.failed, skipped: tally.skipped }
}
