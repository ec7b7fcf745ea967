/** What came of one scenario. */
export interface ScenarioResult {
  scenario: string
  scored: boolean
  /** Checks of the suite that passed. A scenario without any has shown nothing. */
  passed: number
  /** Why the scenario counts as failed, one line each; empty for a pass. */
  faults: string[]
}

/** A check as the suite writes it; other fields are not needed here. */
export interface Check {
  id: string
  status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'INFO' | 'SKIPPED'
  description?: string
  errorMessage?: string
}

/** How a client is expected to end, by scenario: in these it must refuse to go on. All others end well. */
const ENDS_WITH: Record<string, RegExp> = {
  'auth/scope-retry-limit': /Unauthorized/i,
  'auth/resource-mismatch': /does not match expected/,
  'auth/metadata-issuer-mismatch': /Issuer mismatch/,
  'auth/iss-supported-missing': /Issuer mismatch/,
  'auth/iss-wrong-issuer': /Issuer mismatch/,
  'auth/iss-unexpected': /Issuer mismatch/,
  'auth/iss-normalized': /Issuer mismatch/,
}

type Named = Pick<ScenarioResult, 'scenario' | 'scored'>

/** Judges a scenario by its checks. Warnings count as faults, as they do where the suite runs one scenario. */
export function judgeChecks({ scenario, scored }: Named, checks: readonly Check[]): ScenarioResult {
  const of = (status: Check['status']) => checks.filter((check) => check.status === status)
  const faults = [...of('FAILURE'), ...of('WARNING')].map(
    ({ id, errorMessage, description }) => `${id}: ${errorMessage ?? description ?? 'no reason given'}`,
  )
  const passed = of('SUCCESS').length
  if (passed === 0) faults.push('no check passed')
  return { scenario, scored, passed, faults }
}

/**
 * Judges a scenario of a client by its checks and by the last line of the client, which the suite does not look at: a client
 * that fell over at once can leave no check failed.
 */
export function judgeScenario(
  named: Named,
  { checks, stdout }: { checks: readonly Check[]; stdout: string },
): ScenarioResult {
  const result = judgeChecks(named, checks)
  const end = stdout.trim().split('\n').at(-1) ?? ''
  const wanted = ENDS_WITH[named.scenario] ?? /^ended well$/
  if (wanted.test(end)) return result
  return {
    ...result,
    faults: [...result.faults, `the client ${end || 'did not end'}, which should match ${wanted}`],
  }
}
