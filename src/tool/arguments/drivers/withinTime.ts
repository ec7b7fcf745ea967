import { createContext, Script } from 'node:vm'

/** Node stops code that runs under `vm` when its time is up, a regular expression in the middle of a match included. */
const sandbox: { run: () => unknown } = { run: () => undefined }
const context = createContext(sandbox)
const script = new Script('run()')

/**
 * The value of `run`, which must be synchronous. Throws what it throws, and an error with the code
 * `ERR_SCRIPT_EXECUTION_TIMEOUT` after `milliseconds` (1 or more). Calls do not nest.
 */
export function withinTime<T>(milliseconds: number, run: () => T): T {
  sandbox.run = run
  try {
    return script.runInContext(context, { timeout: milliseconds }) as T
  } finally {
    sandbox.run = () => undefined
  }
}

/** Whether an error says that the time of {@link withinTime} was up. */
export function isTimeout(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
