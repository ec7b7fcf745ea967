import { arch, cpus, platform } from 'node:os'
import { CribError } from 'toolcrib'
import { sharedPath } from './data/sharedPath.js'
import { parseArguments, type SuiteName, USAGE } from './parseArguments.js'
import { createProgress } from './report/createProgress.js'
import { runAgreement } from './runners/runAgreement.js'
import { runAnn } from './runners/runAnn.js'
import { runAttacks } from './runners/runAttacks.js'
import { runBudget } from './runners/runBudget.js'
import { runCalibration } from './runners/runCalibration.js'
import { runClaims } from './runners/runClaims.js'
import { runConfusable } from './runners/runConfusable.js'
import { runDigest } from './runners/runDigest.js'
import { runFeedback } from './runners/runFeedback.js'
import { runGate } from './runners/runGate.js'
import { runGateway } from './runners/runGateway.js'
import { runHeap } from './runners/runHeap.js'
import { runIntents } from './runners/runIntents.js'
import { runLevels } from './runners/runLevels.js'
import { runNothingFits } from './runners/runNothingFits.js'
import { runPacking } from './runners/runPacking.js'
import { runPool } from './runners/runPool.js'
import { runProbes } from './runners/runProbes.js'
import { runRanking } from './runners/runRanking.js'
import { runRecallTarget } from './runners/runRecallTarget.js'
import { runRobustness } from './runners/runRobustness.js'
import { runScale } from './runners/runScale.js'
import { runSessions } from './runners/runSessions.js'
import { runShadow } from './runners/runShadow.js'
import { runSpeed } from './runners/runSpeed.js'
import type { SuiteContext, SuiteRun } from './runners/SuiteRun.js'

const RUNNERS: Readonly<Record<SuiteName, (context: SuiteContext) => Promise<SuiteRun>>> = {
  ranking: runRanking,
  pool: runPool,
  agreement: runAgreement,
  ann: runAnn,
  speed: runSpeed,
  gate: runGate,
  confusable: runConfusable,
  intents: runIntents,
  calibration: runCalibration,
  'recall-target': runRecallTarget,
  feedback: runFeedback,
  sessions: runSessions,
  'nothing-fits': runNothingFits,
  attacks: runAttacks,
  robustness: runRobustness,
  scale: runScale,
  claims: runClaims,
  budget: runBudget,
  levels: runLevels,
  packing: runPacking,
  heap: runHeap,
  shadow: runShadow,
  digest: runDigest,
  probes: runProbes,
  gateway: runGateway,
}

/** What the machine is: times mean nothing without it. */
const machine = () => ({
  node: process.version,
  platform: `${platform()} ${arch()}`,
  cores: cpus().length,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
})

/** Runs the suites; 0 when all floors held, else 1. */
async function bench(): Promise<number> {
  const args = parseArguments(process.argv.slice(2))
  if (args.help) {
    process.stdout.write(USAGE)
    return 0
  }
  const progress: SuiteContext['progress'] = (label) =>
    createProgress(label, { sink: process.stderr, now: () => performance.now() })
  const context: SuiteContext = { arguments: args, models: args.models ?? sharedPath('models'), progress }
  const runs: [SuiteName, SuiteRun][] = []
  for (const suite of args.suites) {
    const run = await RUNNERS[suite](context)
    runs.push([suite, run])
    if (!args.json) process.stdout.write(`\n${run.text}\n`)
  }
  const { node, platform: system, cores, cpu } = machine()
  if (args.json) {
    const suites = Object.fromEntries(runs.map(([suite, { data, passed }]) => [suite, { passed, ...data }]))
    process.stdout.write(`${JSON.stringify({ machine: machine(), suites }, null, 2)}\n`)
  } else {
    process.stdout.write(`\nMeasured on ${cores} x ${cpu}, Node ${node}, ${system}\n`)
  }
  return runs.every(([, run]) => run.passed) ? 0 : 1
}

try {
  process.exitCode = await bench()
} catch (error) {
  const text = CribError.is(error)
    ? `${error.code}: ${error.message}`
    : String((error as Error)?.stack ?? error)
  process.stderr.write(`bench: ${text}\n`)
  process.exitCode = CribError.is(error) && error.code === 'usage' ? 2 : 1
}
