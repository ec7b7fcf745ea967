import type { Command } from 'commander'
import type { CliIo } from '../CliIo.js'
import type { InspectArgs } from '../commands/inspect.js'
import { integerOption } from '../parsers.js'
import { addSourceOptions, tokenizerOption } from './sharedOptions.js'

/** The grammar of `toolcrib inspect`. */
export function addInspect(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program
    .command('inspect')
    .description('what your servers and tools cost in tokens, which are broken, which are hard to tell apart')
  addSourceOptions(command)
    .addOption(tokenizerOption())
    .option(
      '--top <n>',
      'most expensive tools to show (default: 10; all with --json)',
      integerOption('--top', 0),
    )
    .option(
      '--confusable <n>',
      'pairs of tools to show that are hard to tell apart; 0: do not look (default: 10, up to 2,000 tools)',
      integerOption('--confusable', 0),
    )
    .action(async (args: InspectArgs) =>
      done(await (await import('../commands/inspect.js')).inspect(args, io)),
    )
}
