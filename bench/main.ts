import { CribError } from 'toolcrib'
import { dataHashes } from './baseline/baselineFiles.js'
import { comparisons, packageVersion, reported, SEED, writeBaselines } from './baseline/ofRun.js'
import { sharedPath } from './data/sharedPath.js'
import {
  type BenchArguments,
  DEFAULT_SUITES,
  parseArguments,
  type SuiteName,
  USAGE,
} from './parseArguments.js'
import { benchDocument } from './report/benchDocument.js'
import { commandOf } from './report/commandOf.js'
import { createProgress } from './report/createProgress.js'
import { machine, machineText } from './report/machineText.js'
import { writeReport } from './report/writeReport.js'
import { runAgreement } from './runners/runAgreement.js'
import { runAnn } from './runners/runAnn.js'
import { runAttacks } from './runners/runAttacks.js'
import { runBudget } from './runners/runBudget.js'
import { runCalibration } from './runners/runCalibration.js'
import { runClaims } from './runners/runClaims.js'
import { runConfusable } from './runners/runConfusable.js'
import { runDigest } from './runners/runDigest.js'
import { runEconomics } from './runners/runEconomics.js'
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
import { runRouting } from './runners/runRouting.js'
import { runScale } from './runners/runScale.js'
import { runSelection } from './runners/runSelection.js'
import { runSessions } from './runners/runSessions.js'
import { runShadow } from './runners/runShadow.js'
import { runSmoke } from './runners/runSmoke.js'
import { runSpeed } from './runners/runSpeed.js'
import type { SuiteContext } from './runners/SuiteRun.js'
import { type FinishedSuite, type Runner, runSuites } from './runSuites.js'
import { BENCH_FOLDER, readTimes, storeOf, writeTimes } from './store/storeOf.js'

const RUNNERS: Readonly<Record<SuiteName, Runner>> = {
  ranking: runRanking,
  routing: runRouting,
  selection: runSelection,
  economics: runEconomics,
  smoke: runSmoke,
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

/** Runs the suites; 0 when all floors held, else 1. */
async function bench(): Promise<number> {
  const args = parseArguments(process.argv.slice(2))
  if (args.help) {
    process.stdout.write(USAGE)
    return 0
  }
  const progress: SuiteContext['progress'] = (label) =>
    createProgress(label, { sink: process.stderr, now: () => performance.now() })
  const models = args.models ?? sharedPath('models')
  const context: SuiteContext = { arguments: args, models, progress, store: storeOf(args, models) }
  const times = readTimes()
  const finished = await runSuites(args.suites, {
    runners: RUNNERS,
    context,
    kept: new Set(DEFAULT_SUITES),
    tolerant: args.suites === DEFAULT_SUITES,
    times,
    now: () => performance.now(),
    say: (line) => process.stderr.write(`${line}\n`),
    onSuite: (_, { text }) => {
      writeTimes(times)
      if (!args.json) process.stdout.write(`\n${text}\n`)
    },
  })
  await finish(finished, args)
  return finished.every(({ run }) => run.passed) ? 0 : 1
}

/** Everything that is made of a finished run. */
async function finish(finished: readonly FinishedSuite[], args: BenchArguments): Promise<void> {
  const say = (text: string) => (args.json ? process.stderr : process.stdout).write(`\n${text}\n`)
  if (args.json) {
    const suites = Object.fromEntries(
      finished.map(({ suite, run }) => [suite, { passed: run.passed, ...run.data }]),
    )
    process.stdout.write(`${JSON.stringify({ machine: machine(), suites }, null, 2)}\n`)
  } else say(`Measured on ${machineText()}`)
  if (args.suites === DEFAULT_SUITES) {
    const facts = {
      command: commandOf(undefined, args),
      version: packageVersion(),
      machine: machineText(),
      inputs: { seed: SEED, ...dataHashes() },
    }
    await writeReport(benchDocument(reported(finished), facts), BENCH_FOLDER)
    say('The report is in .cache/bench: report.html, report.json, summary.md')
  }
  if (args.compare) for (const text of comparisons(finished)) say(text)
  if (args.writeBaseline) say(`Written: ${writeBaselines(finished).join(', ')}`)
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
