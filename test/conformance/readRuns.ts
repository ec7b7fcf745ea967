import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Side } from './requiredScenarios.js'
import type { Check } from './ScenarioResult.js'

/** What the suite left of one scenario. */
export interface SuiteRun {
  checks: Check[]
  /** What the client under test printed; empty where a server was tested. */
  stdout: string
}

/**
 * What the suite left in the folder of its results, by scenario. Its folders are named `<scenario>-<time>`, for servers
 * `server-<scenario>-<time>`; a scenario's name may hold a slash.
 */
export function readRuns(folder: string, side: Side): Map<string, SuiteRun> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const runs = files
    .filter((file) => file.endsWith('checks.json'))
    .map((file) => {
      const at = dirname(file)
      const named = at.replaceAll('\\', '/').replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/, '')
      const scenario = side === 'server' ? named.replace(/^server-/, '') : named
      const checks = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Check[]
      const printed = join(folder, at, 'stdout.txt')
      return [scenario, { checks, stdout: existsSync(printed) ? readFileSync(printed, 'utf8') : '' }] as const
    })
  return new Map(runs)
}
