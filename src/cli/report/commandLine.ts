import type { ReportArgs } from '../commands/report.js'

/** Options by the member that holds them, in the order in which they are shown. What only forms the output makes no figure. */
const SHOWN = [
  ['config', '--config'],
  ['tools', '--tools'],
  ['tasks', '--tasks'],
  ['log', '--log'],
  ['shadow', '--shadow'],
  ['maxTokens', '--max-tokens'],
  ['model', '--model'],
] as const satisfies readonly (readonly [keyof ReportArgs, string])[]

/** The command line that makes a report again. */
export function commandLine(args: ReportArgs): string {
  const given = SHOWN.flatMap(([key, option]) =>
    args[key] === undefined ? [] : [option, quoted(String(args[key]))],
  )
  return ['toolcrib', 'report', ...given].join(' ')
}

function quoted(value: string): string {
  return /^[\w./:@%+=,~-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`
}
