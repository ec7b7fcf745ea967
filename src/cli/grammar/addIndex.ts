import type { Command } from 'commander'
import type { CliIo } from '../CliIo.js'
import type { IndexArgs } from '../commands/index.js'
import { addEmbedderOptions, addSourceOptions } from './sharedOptions.js'

/** The grammar of `toolcrib index`. */
export function addIndex(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program
    .command('index')
    .description('embeds tools ahead of time, for --vector-cache here or on another machine')
  addSourceOptions(command).requiredOption('--out <dir>', 'folder that the vectors are written to')
  addEmbedderOptions(command).action(async (args: IndexArgs) =>
    done(await (await import('../commands/index.js')).index(args, io)),
  )
}
