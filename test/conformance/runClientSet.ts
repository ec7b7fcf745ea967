import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SuiteCommand } from './ensureConformance.js'
import { readRuns } from './readRuns.js'
import { requiredScenarios } from './requiredScenarios.js'
import { judgeScenario, type ScenarioResult } from './ScenarioResult.js'
import { suiteOutput } from './suiteOutput.js'

/** Milliseconds for one scenario: all of a set start at once, on however few cores. */
const SCENARIO_MS = 90_000

/** Which client meets which set. */
export interface ClientSet {
  /** As in `client.ts`. */
  subject: 'connectServers' | 'wrapClient'
  /** Revision of the protocol. */
  revision: string
  /** Scenarios that this subject has to play. Default: all. */
  plays?: (scenario: string) => boolean
}

/** Runs the client set of a revision; one result for each scenario that the suite lists, whether or not it ran. */
export async function runClientSet(suite: SuiteCommand, set: ClientSet): Promise<ScenarioResult[]> {
  const { scored, notScored } = requiredScenarios(
    await suiteOutput(suite, ['list', '--requirements', set.revision]),
    'client',
  )
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-conformance-'))
  try {
    const client = ['node', '--import', 'tsx', 'test/conformance/client.ts', set.subject].join(' ')
    await suiteOutput(suite, [
      ...['client', '--command', client, '--requirements', set.revision],
      ...['--timeout', String(SCENARIO_MS), '--output-dir', folder],
    ])
    const runs = readRuns(folder, 'client')
    return [...scored, ...notScored]
      .filter(set.plays ?? (() => true))
      .map((scenario) =>
        judgeScenario(
          { scenario, scored: scored.includes(scenario) },
          runs.get(scenario) ?? { checks: [], stdout: '' },
        ),
      )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
