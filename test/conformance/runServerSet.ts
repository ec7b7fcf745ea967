import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SuiteCommand } from './ensureConformance.js'
import { readRuns } from './readRuns.js'
import { requiredScenarios } from './requiredScenarios.js'
import { judgeChecks, type ScenarioResult } from './ScenarioResult.js'
import { suiteOutput } from './suiteOutput.js'

/** Which server meets which set. */
export interface ServerSet {
  /** Where the server listens; on this machine, since the suite tests the check of `Host` too. */
  url: string
  /** Revision of the protocol. */
  revision: string
}

/** Runs the server set of a revision; one result for each scenario that the suite lists, whether or not it ran. */
export async function runServerSet(
  suite: SuiteCommand,
  { url, revision }: ServerSet,
): Promise<ScenarioResult[]> {
  const required = ['--requirements', revision]
  const { scored, notScored } = requiredScenarios(await suiteOutput(suite, ['list', ...required]), 'server')
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-conformance-'))
  try {
    await suiteOutput(suite, ['server', '--url', url, ...required, '--output-dir', folder])
    const runs = readRuns(folder, 'server')
    return [...scored, ...notScored].map((scenario) =>
      judgeChecks({ scenario, scored: scored.includes(scenario) }, runs.get(scenario)?.checks ?? []),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
