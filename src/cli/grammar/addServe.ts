import type { Command } from 'commander'
import type { CliIo } from '../CliIo.js'
import type { ServeArgs } from '../commands/serve.js'
import { integerOption } from '../parsers.js'
import { tokenizerOption } from './sharedOptions.js'

/** The grammar of `toolcrib serve`. */
export function addServe(program: Command, io: CliIo, done: (code: number) => void): void {
  program
    .command('serve')
    .description(
      'an MCP server in front of all servers of a config: search, describe and call (docs/gateway.md)',
    )
    .requiredOption(
      '--config <file>',
      'a config file with mcpServers, as hosts write it; its section toolcrib says the rest',
    )
    .option('--profile <name>', 'which profile stdio serves (default: the unnamed one)')
    .option(
      '--http <port>',
      'serve over Streamable HTTP at this port; 0: any',
      integerOption('--http', 0, 65_535),
    )
    .option('--host <name>', 'with --http: address to listen at (default: 127.0.0.1); others need a token')
    .option(
      '--allow-origin <origin...>',
      'with --http: origins of web pages that may connect (default: none)',
    )
    .option('--allow-host <name...>', 'with --http: further names under which this machine is reached')
    .option(
      '--trust-file <file>',
      "file that keeps the trusted definitions (default: in toolcrib's folder of your state)",
    )
    .option(
      '--catalog-file <file>',
      "file that keeps the last known catalog (default: in toolcrib's folder of your state)",
    )
    .addOption(tokenizerOption())
    .addHelpText(
      'after',
      '\nThe token that HTTP clients have to send is $TOOLCRIB_TOKEN (default: none is needed, and /metrics is off).',
    )
    .action(async (args: ServeArgs) => done(await (await import('../commands/serve.js')).serve(args, io)))
}
