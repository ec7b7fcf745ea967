import type { ScenarioResult } from './ScenarioResult.js'

/** Scenarios that are expected to fail, each with the reason. */
export type Exceptions = Readonly<Record<string, string>>

/**
 * What speaks against a run, one line each: a scenario that failed and is no exception, and an exception that passed or that
 * the set does not have. Empty for a run that is as expected.
 */
export function faultsOfRun(results: readonly ScenarioResult[], exceptions: Exceptions = {}): string[] {
  const failed = (name: string) => results.find(({ scenario }) => scenario === name)?.faults.length !== 0
  const listed = new Set(results.map(({ scenario }) => scenario))
  const unexpected = results
    .filter(({ scenario, faults }) => faults.length > 0 && !(scenario in exceptions))
    .map(({ scenario, faults }) => `${scenario} failed: ${faults.join('; ')}`)
  const stale = Object.keys(exceptions).flatMap((name) => {
    if (!listed.has(name)) return [`${name} is an exception, and no scenario of the set`]
    return failed(name) ? [] : [`${name} is an exception, and passed`]
  })
  return [...unexpected, ...stale]
}
