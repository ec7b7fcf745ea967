import { CribError } from 'toolcrib'
import type { SuiteName } from './parseArguments.js'
import { minutesText } from './report/minutesText.js'
import type { SuiteContext, SuiteRun } from './runners/SuiteRun.js'

/** Runs one suite. */
export type Runner = (context: SuiteContext) => Promise<SuiteRun>

/** What running needs. */
export interface RunSuitesOptions {
  runners: Readonly<Record<SuiteName, Runner>>
  context: SuiteContext
  /** Suites whose results are kept: those that hold no floor of time to be measured anew. */
  kept: ReadonlySet<SuiteName>
  /** True: a suite that fails, or whose public data is absent, does not keep the others from running. */
  tolerant: boolean
  /** Milliseconds that suites took last time; those of this run are written into it. */
  times: Partial<Record<SuiteName, number>>
  /** Milliseconds. */
  now: () => number
  /** Gets a line for people before and after every suite. */
  say: (line: string) => void
  /** Gets every suite as soon as it is done. */
  onSuite?: (suite: SuiteName, run: SuiteRun) => void
}

/** A suite that ran, or failed. */
export interface FinishedSuite {
  suite: SuiteName
  run: SuiteRun
}

/** Runs suites one after the other and tells how much time is left, by what they took last time. */
export async function runSuites(
  suites: readonly SuiteName[],
  options: RunSuitesOptions,
): Promise<FinishedSuite[]> {
  const { times, now, say, onSuite } = options
  const finished: FinishedSuite[] = []
  for (const [at, suite] of suites.entries()) {
    if (suites.length > 1) say(headline(suites, at, times))
    const since = now()
    const { run, wasKept } = await runSuite(suite, options)
    if (wasKept) say(`${suite}: kept from an earlier run of the same code and data; --fresh measures anew`)
    else times[suite] = now() - since
    finished.push({ suite, run })
    onSuite?.(suite, run)
  }
  return finished
}

async function runSuite(
  suite: SuiteName,
  { runners, context, kept, tolerant }: RunSuitesOptions,
): Promise<{ run: SuiteRun; wasKept: boolean }> {
  let wasKept = kept.has(suite)
  const measure = () => {
    wasKept = false
    return runners[suite](context)
  }
  try {
    const run = kept.has(suite) ? await context.store.keep(`suite ${suite}`, measure) : await measure()
    return { run, wasKept }
  } catch (error) {
    if (!tolerant) throw error
    return { run: lost(suite, error), wasKept: false }
  }
}

/** Public data that is absent is no failure: what needs it says so. */
function lost(suite: SuiteName, error: unknown): SuiteRun {
  const reason = error instanceof Error ? error.message : String(error)
  const absent = CribError.is(error) && error.code === 'file-unreadable'
  const text = `${suite} ${absent ? 'was skipped' : 'failed'}: ${reason}`
  return { text, data: { [absent ? 'skipped' : 'failed']: reason }, passed: absent }
}

function headline(
  suites: readonly SuiteName[],
  at: number,
  times: Partial<Record<SuiteName, number>>,
): string {
  const left = suites.slice(at).map((suite) => times[suite])
  const known = left.every((ms) => ms !== undefined)
  const rest = known ? `, about ${minutesText(left.reduce((sum, ms) => sum + ms, 0))} left` : ''
  return `[${at + 1}/${suites.length}] ${suites[at]}${rest}`
}
