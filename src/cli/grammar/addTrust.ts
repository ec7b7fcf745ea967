import type { Command } from 'commander'
import type { CliIo } from '../CliIo.js'
import type { TrustArgs } from '../commands/trust/TrustArgs.js'
import type { TrustApproveArgs } from '../commands/trust/trustApprove.js'

/** The grammar of `toolcrib trust` and its commands. */
export function addTrust(program: Command, io: CliIo, done: (code: number) => void): void {
  const trust = program
    .command('trust')
    .description('which tool definitions are trusted, and which are held because they changed')
  addShared(
    trust.command('status').description('the servers that were seen, and the tools that are held'),
  ).action(async (args: TrustArgs) =>
    done(await (await import('../commands/trust/trustStatus.js')).trustStatus(args, io)),
  )
  addShared(trust.command('diff').description('what changed in tools that are held'))
    .argument('[tools...]', 'tools, as server/tool (default: all that are held)')
    .action(async (tools: string[], args: TrustArgs) =>
      done(await (await import('../commands/trust/trustDiff.js')).trustDiff({ ...args, tools }, io)),
    )
  addShared(trust.command('approve').description('hands changed tools out again, as they are now'))
    .argument('[tools...]', 'tools, as server/tool')
    .option('--all', 'approve every tool that is held')
    .option('--fingerprint <hash>', 'approve one tool, and only the definition of this fingerprint')
    .action(async (tools: string[], args: Omit<TrustApproveArgs, 'tools'>) =>
      done(await (await import('../commands/trust/trustApprove.js')).trustApprove({ ...args, tools }, io)),
    )
  addShared(trust.command('forget').description('forgets a server: what it lists next is trusted'))
    .argument('<server>', 'key of the server')
    .action(async (server: string, args: TrustArgs) =>
      done(await (await import('../commands/trust/trustForget.js')).trustForget({ ...args, server }, io)),
    )
}

function addShared(command: Command): Command {
  return command
    .option(
      '--trust-file <file>',
      "file that keeps the trusted definitions (default: trust.json in toolcrib's folder of your state)",
    )
    .option('--json', 'print one JSON document')
}
