import { type Command, Option } from 'commander'
import type { CliIo } from '../CliIo.js'
import type { ImportLogArgs } from '../commands/importLog.js'
import { addSourceOptions } from './sharedOptions.js'

/** The grammar of `toolcrib import-log`. */
export function addImportLog(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program
    .command('import-log')
    .description("turns your own logs of a model's traffic into labelled tasks; nothing is sent anywhere")
    .argument('<files...>', 'logs: JSON lines, or one JSON document')
  addSourceOptions(command)
    .addOption(
      new Option('--format <name>', 'format of the logs (default: auto)').choices([
        'auto',
        'openai',
        'anthropic',
        'mcp',
        'shadow',
      ]),
    )
    .option('--out <file>', 'file that the tasks are written to, one a line (default: standard output)')
    .option('--no-redact', 'keep what looks like an e-mail address, a key or a long number')
    .action(async (files: string[], args: Omit<ImportLogArgs, 'files'>) =>
      done(await (await import('../commands/importLog.js')).importLog({ ...args, files }, io)),
    )
}
