import { type Command, Option } from 'commander'
import type { CliIo } from '../CliIo.js'
import type { SelectArgs } from '../commands/select.js'
import { fractionOption, integerOption, levelsOption, listOption, shareOption } from '../parsers.js'
import { addEngineOptions, addSourceOptions, tokenizerOption } from './sharedOptions.js'

/** The grammar of `toolcrib select`. */
export function addSelect(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program
    .command('select')
    .description('what would be handed out for a task, and why')
    .argument('[task]', 'what is to be done, in quotes; - reads standard input')
    .option(
      '--messages <file>',
      'a conversation { "messages": [{ "role", "content" }] } as the task; - reads standard input',
    )
  addLimits(addSourceOptions(command))
    .option('--pin <id>', 'always hand out this tool; may be repeated', listOption)
    .option('--include <glob>', 'only tools whose id (server/name) matches; may be repeated', listOption)
    .option('--exclude <glob>', 'never tools whose id matches; may be repeated', listOption)
    .option('--session <file>', 'file that keeps what was handed out: it stays, and new tools come behind it')
    .addOption(
      new Option('--search <when>', 'a tool in the list that finds the others (default: auto)').choices([
        'auto',
        'on',
        'off',
      ]),
    )
    .option('--why <id>', 'explain where this tool stands, handed out or not')
    .option('--explain', 'show the evidence of every tool, and the best that were left')
    .addOption(tokenizerOption())
  addEngineOptions(command).action(async (task: string | undefined, args: SelectArgs) => {
    const { select } = await import('../commands/select.js')
    done(await select({ ...args, ...(task === undefined ? {} : { task }) }, io))
  })
}

/** How much may be handed out. */
function addLimits(command: Command): Command {
  return command
    .option(
      '--max-tokens <n>',
      'most tokens of the whole list (default: no limit)',
      integerOption('--max-tokens', 0),
    )
    .option(
      '--billed-as <model>',
      'count tokens as this model is billed for tools, for example claude-opus-5-5 (default: the list as JSON)',
    )
    .option('--max-tools <n>', 'most tools (default: 10)', integerOption('--max-tools', 0))
    .option(
      '--target-recall <share>',
      'as many tools as the task needs for this recall, for example 0.9',
      shareOption('--target-recall'),
    )
    .addOption(
      new Option('--guarantee <kind>', 'what --target-recall promises (default: mean)').choices([
        'mean',
        'lower95',
      ]),
    )
    .option(
      '--levels <names>',
      'levels of detail that fit the budget: full, compact, signature, name (default: the first three)',
      levelsOption,
    )
    .option(
      '--min-confidence <share>',
      'tools below it are left out, the best one aside (default: 0.03)',
      fractionOption('--min-confidence'),
    )
    .option('--calibrations <dir>', 'folder in which `toolcrib calibrate` keeps what it learned')
    .option(
      '--max-share <share>',
      'most of --max-tools that one server may take up, 0 to 1 (default: no limit)',
      fractionOption('--max-share'),
    )
}
