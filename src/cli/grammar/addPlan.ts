import { type Command, Option } from 'commander'
import { POLICY_NAMES } from '../../plan/Policy.js'
import { PLAN_LIMITS } from '../../plan/planLimits.js'
import type { CliIo } from '../CliIo.js'
import type { PlanArgs } from '../commands/plan.js'
import { integerOption, recallOption, shareOption } from '../parsers.js'
import { addSourceOptions, tokenizerOption } from './sharedOptions.js'

const { count, tokens } = PLAN_LIMITS

/** Options that are whole numbers, each with its least and most value and help. */
const NUMBERS: readonly [flag: string, range: readonly [least: number, most?: number], help: string][] = [
  ['--turns <n>', [1, count], 'turns of the user (default: 10)'],
  ['--turns-per-task <n>', [1, count], 'a new task begins after so many turns (default: 3)'],
  ['--calls <n>', [0, count], 'tool calls in a turn, each a request of its own (default: 3)'],
  ['--history <n>', [0, tokens], 'tokens of messages before the first turn (default: 0)'],
  ['--system <n>', [0, tokens], 'tokens of the system prompt (default: 1000)'],
  ['--user <n>', [0, tokens], 'tokens that the user writes in a turn (default: 100)'],
  ['--output <n>', [0, tokens], "tokens of the model's answer to the user (default: 300)"],
  ['--call-tokens <n>', [0, tokens], 'tokens that the model writes to call a tool (default: 80)'],
  ['--result-tokens <n>', [0, tokens], "tokens of a tool's answer (default: 500)"],
  ['--pause <seconds>', [0], 'seconds between two turns (default: 60)'],
  ['--selected <n>', [1, tokens], 'tokens of one selection (default: ten tools of mean length)'],
]

/** Policies whose recall is measured; sending everything hides no tool. */
const MEASURED = POLICY_NAMES.filter((name) => name !== 'everything')

/** `toolcrib plan`. */
export function addPlan(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program
    .command('plan')
    .description('what a conversation costs under each way to give a model its tools, and which to take')
  addSourceOptions(command)
    .addOption(tokenizerOption())
    .option('--model <id>', 'model that is paid for (default: claude-sonnet-5-5)')
    .option('--prices <file>', 'prices of your own: { "models": { "<id>": { "input": 2, ... } } }')
    .addOption(
      new Option('--cache <life>', 'life of cached prompts (default: short)').choices([
        'short',
        'long',
        'off',
      ]),
    )
    .option('--shared-prefix', 'other conversations keep equal tools and system prompts cached')
    .option(
      '--recall <policy=share>',
      'recall of a policy as an eval run has measured it; repeat for several',
      recallOption('--recall', MEASURED),
    )
    .option(
      '--target-recall <share>',
      'name the cheapest policy that keeps it',
      shareOption('--target-recall'),
    )
  for (const [flag, range, help] of NUMBERS) {
    command.option(flag, help, integerOption(flag.split(' ')[0]!, ...range))
  }
  command.action(async (args: PlanArgs) => done(await (await import('../commands/plan.js')).plan(args, io)))
}
