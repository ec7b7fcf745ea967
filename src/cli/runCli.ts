import { CommanderError } from 'commander'
import type { CliIo } from './CliIo.js'
import { createProgram } from './createProgram.js'
import { EXIT } from './exitCodes.js'
import { printError } from './printError.js'

/** Commander's codes for a parse that ended well by printing something. */
const PRINTED = new Set(['commander.helpDisplayed', 'commander.version', 'commander.help'])

/**
 * Runs one command line and resolves to its exit code; never rejects.
 *
 * @param argv Arguments after the program's name.
 */
export async function runCli(
  argv: readonly string[],
  options: { io: CliIo; version: string },
): Promise<number> {
  const { io, version } = options
  let exitCode: number = EXIT.ok
  try {
    const program = createProgram({ io, version, done: (code) => (exitCode = code) })
    if (argv.length === 0) {
      io.stderr.write(program.helpInformation())
      return EXIT.badInput
    }
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    // Asked-for help ends well; help that stands in for a missing command is an error.
    if (error instanceof CommanderError && PRINTED.has(error.code) && error.exitCode === 0) return EXIT.ok
    return printError(error, { json: wantsJson(argv), io })
  }
}

/** Whether `--json` was asked for, also where the rest of the line does not parse. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end === -1 ? undefined : end).includes('--json')
}
