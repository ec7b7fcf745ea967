import type { Command } from 'commander'
import type { CliIo } from '../CliIo.js'
import type { EvalArgs } from '../commands/eval.js'
import { addEngineOptions } from './sharedOptions.js'

/** The grammar of `toolcrib eval`. */
export function addEval(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program
    .command('eval')
    .description('how well the ranking does on a labelled set')
    .requiredOption('--tools <file>', 'tool definitions: a JSON array, { "tools": [...] }, or one a line')
    .requiredOption('--queries <file>', 'labelled queries, one JSON object a line: id, text, gold')
    .option('--json', 'print one JSON document')
  addEngineOptions(command).action(async (args: EvalArgs) =>
    done(await (await import('../commands/eval.js')).evaluate(args, io)),
  )
}
