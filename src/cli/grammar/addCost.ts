import { type Command, Option } from 'commander'
import { PROVIDERS } from '../../tokens/render/Provider.js'
import type { CliIo } from '../CliIo.js'
import type { CostArgs } from '../commands/cost.js'
import { integerOption } from '../parsers.js'
import { addSourceOptions } from './sharedOptions.js'

/** The grammar of `toolcrib cost`. */
export function addCost(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program.command('cost').description('what each tool costs as each provider bills it')
  addSourceOptions(command)
    .option('--model <id>', 'the model that is billed, for example claude-opus-5-5 (default: one a provider)')
    .addOption(
      new Option(
        '--provider <name...>',
        'how tools are put before the model (default: all, or as --model)',
      ).choices([...PROVIDERS]),
    )
    .option(
      '--exact',
      'also ask the count endpoint of the provider of --model; its key is in the environment',
    )
    .option(
      '--top <n>',
      'most expensive tools to show (default: 10; all with --json)',
      integerOption('--top', 0),
    )
    .action(async (args: CostArgs) => done(await (await import('../commands/cost.js')).cost(args, io)))
}
