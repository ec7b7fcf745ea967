import { type Command, Option } from 'commander'
import type { CliIo } from '../CliIo.js'
import type { EvalArgs } from '../commands/eval.js'
import { fractionOption, integerOption } from '../parsers.js'
import { addEngineOptions, addSourceOptions } from './sharedOptions.js'

/** The grammar of `toolcrib eval`. */
export function addEval(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program.command('eval').description('how well the ranking does on a labelled set')
  addSourceOptions(command)
    .requiredOption('--queries <file>', 'labelled queries, one JSON object a line: id, text, gold')
    .option(
      '--max-tokens <n>',
      'also score the lists that are handed out inside so many tokens (default: no limit)',
      integerOption('--max-tokens', 0),
    )
    .option('--max-tools <n>', 'most tools of these lists (default: 10)', integerOption('--max-tools', 0))
    .option(
      '--min-recall <share>',
      'least recall of these lists, 0 to 1; below it the exit code is 5',
      fractionOption('--min-recall'),
    )
    .addOption(
      new Option(
        '--gate <figure>',
        'what --min-recall is held against: the mean, or the lower end of its 95 % interval (default: mean)',
      ).choices(['mean', 'lower']),
    )
  addEngineOptions(command).action(async (args: EvalArgs) =>
    done(await (await import('../commands/eval.js')).evaluate(args, io)),
  )
}
