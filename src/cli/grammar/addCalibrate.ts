import type { Command } from 'commander'
import type { CliIo } from '../CliIo.js'
import type { CalibrateArgs } from '../commands/calibrate.js'
import { addEngineOptions, addSourceOptions } from './sharedOptions.js'

/** The grammar of `toolcrib calibrate`. */
export function addCalibrate(program: Command, io: CliIo, done: (code: number) => void): void {
  const command = program
    .command('calibrate')
    .description('fits confidence to labelled tasks of your catalog and keeps it for select')
  addSourceOptions(command)
    .requiredOption('--queries <file>', 'labelled queries, one JSON object a line: id, text, gold')
    .requiredOption('--calibrations <dir>', 'folder that keeps one calibration a catalog and embedder')
  addEngineOptions(command).action(async (args: CalibrateArgs) =>
    done(await (await import('../commands/calibrate.js')).calibrate(args, io)),
  )
}
