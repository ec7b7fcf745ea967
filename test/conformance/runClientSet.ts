import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SuiteCommand } from './ensureConformance.js'
import { requiredScenarios } from './requiredScenarios.js'
import { type Check, judgeScenario, type ScenarioResult } from './ScenarioResult.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

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
    await output(suite, ['list', '--requirements', set.revision]),
  )
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-conformance-'))
  try {
    const client = ['node', '--import', 'tsx', 'test/conformance/client.ts', set.subject].join(' ')
    await output(suite, [
      ...['client', '--command', client, '--requirements', set.revision],
      ...['--timeout', String(SCENARIO_MS), '--output-dir', folder],
    ])
    const runs = runsIn(folder)
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

/** What a command of the suite prints. Its exit code is not looked at: the files that it leaves say more. */
function output({ node, script }: SuiteCommand, args: string[]): Promise<string> {
  const path = [dirname(process.execPath), process.env['PATH']].join(process.platform === 'win32' ? ';' : ':')
  const env = { ...process.env, PATH: path, TSX_TSCONFIG_PATH: join(ROOT, 'bench/tsconfig.json') }
  const options = { cwd: ROOT, env, maxBuffer: 256 * 1024 * 1024 }
  return new Promise((resolve, reject) => {
    execFile(node, [script, ...args], options, (error, stdout, stderr) => {
      const ran = error === null || typeof error.code === 'number'
      if (ran && stdout !== '') resolve(stdout)
      else
        reject(
          new Error(
            `conformance ${args.join(' ')}: ${error?.message ?? 'no output'}\n${stderr.slice(-2000)}`,
          ),
        )
    })
  })
}

/** The folders of the suite are named `<scenario>-<time>`; a scenario's name may hold a slash. */
function runsIn(folder: string): Map<string, { checks: Check[]; stdout: string }> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const runs = files
    .filter((file) => file.endsWith('checks.json'))
    .map((file) => {
      const at = dirname(file)
      const scenario = at.replaceAll('\\', '/').replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/, '')
      const checks = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Check[]
      return [scenario, { checks, stdout: readFileSync(join(folder, at, 'stdout.txt'), 'utf8') }] as const
    })
  return new Map(runs)
}
