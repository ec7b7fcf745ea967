import type { Command } from 'commander'
import type { CliIo } from '../CliIo.js'
import type { ReportArgs } from '../commands/report.js'
import { integerOption } from '../parsers.js'
import { addSourceOptions } from './sharedOptions.js'

/** The grammar of `toolcrib report`. */
export function addReport(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program
    .command('report')
    .description('what selection would do for your tools: cost, recall, money, what to mend, and a verdict')
  addSourceOptions(command)
    .option('--tasks <file>', 'labelled tasks, JSON lines: { id, text, gold: [tool ids] }')
    .option('--log <file>', 'logged calls, as toolcrib import-log writes them')
    .option('--shadow <file>', 'log of shadow mode, as openShadowLog writes it')
    .option(
      '--max-tokens <n>',
      'most tokens of the selection that is judged (default: 4000)',
      integerOption('--max-tokens', 1),
    )
    .option('--model <id>', 'model that is billed (default: lists as JSON, prices of claude-sonnet-5-5)')
    .option('--out <file>', 'writes the report as one HTML page')
    .option('--markdown', 'print the report as Markdown')
    .action(async (args: ReportArgs) =>
      done(await (await import('../commands/report.js')).report(args, io, program.version() ?? '')),
    )
}
