import { Command } from 'commander'
import type { CliIo } from './CliIo.js'
import { addCalibrate } from './grammar/addCalibrate.js'
import { addCost } from './grammar/addCost.js'
import { addEval } from './grammar/addEval.js'
import { addImportLog } from './grammar/addImportLog.js'
import { addIndex } from './grammar/addIndex.js'
import { addInspect } from './grammar/addInspect.js'
import { addPlan } from './grammar/addPlan.js'
import { addReport } from './grammar/addReport.js'
import { addSelect } from './grammar/addSelect.js'
import { addServe } from './grammar/addServe.js'
import { addTrust } from './grammar/addTrust.js'

const EXIT_HELP = `
Exit codes:
  0  done
  1  failed, and not because of the input (no server answered, a package is missing, a bug)
  2  the command line or a file that it names is wrong
  3  select handed out nothing (no tool fits the task or the limits), import-log found no task
  4  done, but some servers failed or some tool definitions were left out
  5  eval measured less recall than --min-recall asks for
  130  interrupted`

/** In the order of the help. */
const COMMANDS = [
  addInspect,
  addCost,
  addSelect,
  addPlan,
  addReport,
  addEval,
  addImportLog,
  addCalibrate,
  addIndex,
  addTrust,
  addServe,
]

/** The command line's grammar. Parsing runs the command and passes its exit code to `done`. */
export function createProgram({
  io,
  version,
  done,
}: {
  io: CliIo
  version: string
  done: (code: number) => void
}): Command {
  const program = new Command('toolcrib')
  program
    .description('Chooses the few tools that a task needs, inside a token budget.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', EXIT_HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // Errors are printed in one place for all commands (printError).
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    })
  for (const add of COMMANDS) add(program, io, done)
  return program
}
