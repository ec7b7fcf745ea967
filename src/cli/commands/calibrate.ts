import { checkGold, parseQueries } from '../../eval/index.js'
import type { Calibration, CalibrationQuality } from '../../rank/Calibration.js'
import type { CliIo } from '../CliIo.js'
import { keepCalibration } from '../calibrations.js'
import { jsonText } from '../escapeText.js'
import { EXIT } from '../exitCodes.js'
import { round } from '../format.js'
import { type LeftOut, leftOut } from '../leftOut.js'
import { openCrib } from '../openCrib.js'
import { readSources } from '../readSources.js'
import { readTextFile } from '../readTextFile.js'
import type { ServerReport } from '../ServerReport.js'
import { createStyle } from '../Style.js'
import type { EngineArgs, SourceArgs } from '../sourceOptions.js'
import { calibrateView } from '../views/calibrateView.js'
import { warn } from '../warn.js'

/** Arguments of `toolcrib calibrate`. */
export interface CalibrateArgs extends SourceArgs, Omit<EngineArgs, 'tokenizer'> {
  queries: string
  /** Folder that keeps one calibration a catalog and embedder. */
  calibrations: string
  json?: boolean
}

/** What `toolcrib calibrate --json` prints; documented in docs/cli.md. */
export interface CalibrateDocument {
  /** The file that was written. */
  file: string
  tools: number
  /** Tasks that were calibrated with, and those that name no tool. */
  tasks: number
  noGold: number
  quality: CalibrationQuality
  servers: ServerReport[]
  leftOut: LeftOut[]
  warnings: string[]
}

const DIGITS = 6

/** `toolcrib calibrate`: fits confidence to labelled tasks and keeps it for the catalog. Resolves to the exit code. */
export async function calibrate(args: CalibrateArgs, io: CliIo): Promise<number> {
  const queries = parseQueries(await readTextFile(args.queries, '--queries', io), args.queries)
  const set = await readSources(args, io)
  const invalidTools = args.config === undefined ? 'error' : 'skip'
  // No token is counted here: the estimate needs no vocabulary.
  const { calibrations: folder, ...engine } = args
  const crib = await openCrib(
    { ...engine, tokenizer: 'estimate' },
    { sources: set.sources, invalidTools },
    io,
  )
  try {
    checkGold(queries, (id) => crib.catalog.get(id)?.id === id)
    const calibration = await crib.calibrate(queries, { signal: io.signal })
    const file = await keepCalibration(folder, calibration, io)
    const document: CalibrateDocument = {
      file,
      tools: crib.catalog.tools.length,
      tasks: calibration.tasks,
      noGold: queries.length - calibration.tasks,
      quality: rounded(calibration),
      servers: set.servers,
      leftOut: leftOut(set, crib.catalog),
      warnings: set.warnings,
    }
    io.stdout.write(args.json === true ? jsonText(document) : calibrateView(document, createStyle(io)))
    warn(document, io)
    const isWhole = document.leftOut.length === 0 && set.servers.every(({ status }) => status === 'listed')
    return isWhole ? EXIT.ok : EXIT.incomplete
  } finally {
    await crib.close()
  }
}

function rounded({ quality: { before, after, brierSkill } }: Calibration): CalibrationQuality {
  return { before: round(before, DIGITS), after: round(after, DIGITS), brierSkill: round(brierSkill, DIGITS) }
}
