import { createContext, Script } from 'node:vm'

/** Share of its time that a run must have had of a processor to be stopped for good. */
const STARVED_SHARE = 0.5
const MAX_TRIES = 10

/** Node stops code that runs under `vm` when its time is up, a regular expression in the middle of a match included. */
const sandbox: { run: () => unknown } = { run: () => undefined }
const context = createContext(sandbox)
const script = new Script('run()')

/**
 * The value of `run`, which must be synchronous and may be run again. Throws what it throws, and an error with the code
 * `ERR_SCRIPT_EXECUTION_TIMEOUT` after `milliseconds` (1 or more). Calls do not nest.
 */
export function withinTime<T>(milliseconds: number, run: () => T): T {
  sandbox.run = run
  try {
    return stoppedAfter(milliseconds, MAX_TRIES)
  } finally {
    sandbox.run = () => undefined
  }
}

/** The clock goes on while a busy machine runs something else: a run that had little of the time is given it again. */
function stoppedAfter<T>(milliseconds: number, tries: number): T {
  const before = process.cpuUsage()
  try {
    return script.runInContext(context, { timeout: milliseconds }) as T
  } catch (error) {
    const { user, system } = process.cpuUsage(before)
    const wasStarved = user + system < STARVED_SHARE * milliseconds * 1000
    if (!isTimeout(error) || !wasStarved || tries <= 1) throw error
    return stoppedAfter(milliseconds, tries - 1)
  }
}

/** Whether an error says that the time of {@link withinTime} was up. */
export function isTimeout(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
