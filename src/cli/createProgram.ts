import { Command, Option } from 'commander'
import type { CliIo } from './CliIo.js'
import type { CalibrateArgs } from './commands/calibrate.js'
import type { EvalArgs } from './commands/eval.js'
import type { IndexArgs } from './commands/index.js'
import type { InspectArgs } from './commands/inspect.js'
import type { SelectArgs } from './commands/select.js'
import { fractionOption, integerOption, listOption, shareOption } from './parsers.js'

const EXIT_HELP = `
Exit codes:
  0  done
  1  failed, and not because of the input (no server answered, a package is missing, a bug)
  2  the command line or a file that it names is wrong
  3  select handed out nothing: no tool fits the task, or none fits the limits
  4  done, but some servers failed or some tool definitions were left out
  130  interrupted`

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
  addInspect(program, io, done)
  addSelect(program, io, done)
  addEval(program, io, done)
  addCalibrate(program, io, done)
  addIndex(program, io, done)
  return program
}

function addInspect(program: Command, io: CliIo, done: (code: number) => void): void {
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
      done(await (await import('./commands/inspect.js')).inspect(args, io)),
    )
}

function addSelect(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program
    .command('select')
    .description('what would be handed out for a task, and why')
    .argument('[task]', 'what is to be done, in quotes; - reads standard input')
    .option(
      '--messages <file>',
      'a conversation { "messages": [{ "role", "content" }] } as the task; - reads standard input',
    )
  addSourceOptions(command)
    .option(
      '--max-tokens <n>',
      'most tokens of the whole list (default: no limit)',
      integerOption('--max-tokens', 0),
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
    .option('--calibrations <dir>', 'folder in which `toolcrib calibrate` keeps what it learned')
    .option(
      '--max-share <share>',
      'most of --max-tools that one server may take up, 0 to 1 (default: no limit)',
      fractionOption('--max-share'),
    )
    .option('--pin <id>', 'always hand out this tool; may be repeated', listOption)
    .option('--include <glob>', 'only tools whose id (server/name) matches; may be repeated', listOption)
    .option('--exclude <glob>', 'never tools whose id matches; may be repeated', listOption)
    .option('--why <id>', 'explain where this tool stands, handed out or not')
    .option('--explain', 'show the evidence of every tool, and the best that were left')
    .addOption(tokenizerOption())
  addEngineOptions(command).action(async (task: string | undefined, args: SelectArgs) => {
    const { select } = await import('./commands/select.js')
    done(await select({ ...args, ...(task === undefined ? {} : { task }) }, io))
  })
}

function addEval(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program
    .command('eval')
    .description('how well the ranking does on a labelled set')
    .requiredOption('--tools <file>', 'tool definitions: a JSON array, { "tools": [...] }, or one a line')
    .requiredOption('--queries <file>', 'labelled queries, one JSON object a line: id, text, gold')
    .option('--json', 'print one JSON document')
  addEngineOptions(command).action(async (args: EvalArgs) =>
    done(await (await import('./commands/eval.js')).evaluate(args, io)),
  )
}

function addCalibrate(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program
    .command('calibrate')
    .description('fits confidence to labelled tasks of your catalog and keeps it for select')
  addSourceOptions(command)
    .requiredOption('--queries <file>', 'labelled queries, one JSON object a line: id, text, gold')
    .requiredOption('--calibrations <dir>', 'folder that keeps one calibration a catalog')
  addEngineOptions(command).action(async (args: CalibrateArgs) =>
    done(await (await import('./commands/calibrate.js')).calibrate(args, io)),
  )
}

function addIndex(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program
    .command('index')
    .description('embeds tools ahead of time, for --vector-cache here or on another machine')
  addSourceOptions(command).requiredOption('--out <dir>', 'folder that the vectors are written to')
  addEmbedderOptions(command).action(async (args: IndexArgs) =>
    done(await (await import('./commands/index.js')).index(args, io)),
  )
}

function addSourceOptions(command: Command): Command {
  return command
    .option(
      '--config <file>',
      'a config file with mcpServers, as hosts write it: its servers are started and listed',
    )
    .option('--tools <file>', 'tool definitions: a JSON array, { "tools": [...] }, or one a line')
    .option('--json', 'print one JSON document')
}

function addEngineOptions(command: Command): Command {
  return addEmbedderOptions(command)
    .option(
      '--vector-cache <dir>',
      'folder that keeps the vectors of transformers and endpoints between runs',
    )
    .addOption(
      new Option('--index <name>', 'vector index (default: auto)').choices(['auto', 'exact', 'hnsw']),
    )
}

function addEmbedderOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--embedder <name>', 'bundled model, an optional package, or an endpoint').choices([
        'static',
        'transformers',
        'asymmetric',
        'http',
      ]),
    )
    .option('--model <id>', 'transformer, by its id on the hub (default: Xenova/all-MiniLM-L6-v2)')
    .addOption(new Option('--dtype <name>', "precision of the transformer's weights").choices(['q8', 'fp32']))
    .option('--device <name>', 'where the transformer runs, as its package names it')
    .option('--models <dir>', 'folder with transformers; nothing is downloaded then')
    .option('--model-cache <dir>', 'folder for downloaded transformers')
    .option('--embedder-url <url>', 'base address for --embedder http; its key is $TOOLCRIB_EMBEDDER_KEY')
    .option('--embedder-model <name>', 'model for --embedder http')
}

function tokenizerOption(): Option {
  return new Option('--tokenizer <name>', 'how tokens are counted (default: o200k_base)').choices([
    'o200k_base',
    'cl100k_base',
    'estimate',
  ])
}
