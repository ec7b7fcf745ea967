import { join } from 'node:path'
import { parseCalibration } from '../crib/parseCalibration.js'
import { CribError, type ErrorCode } from '../errors.js'
import { sha256 } from '../hash.js'
import type { Calibration } from '../rank/Calibration.js'
import type { CliIo } from './CliIo.js'
import { parseJson } from './parseJson.js'
import { readTextFile } from './readTextFile.js'
import { writeTextFile } from './writeTextFile.js'

/** The option that names the folder in which calibrations are kept, one file a catalog and embedder. */
export const CALIBRATIONS_OPTION = '--calibrations'

/** Hexadecimal digits of the embedder's hash in a file's name. */
const HEX_DIGITS = 16

/** What a calibration is kept by. */
export interface CalibrationKey {
  /** `revision` of the catalog. */
  catalog: string
  /** Id of the embedder. */
  embedder: string
}

/**
 * The calibration that the folder keeps for a catalog and embedder; undefined where there is none. Earlier
 * versions named the file by the catalog alone: one that was made with this embedder is used still.
 *
 * Throws `file-unreadable` (a folder that is a file, no permission), `file-malformed` and `calibration-invalid` (a
 * damaged file), each with the file in its details.
 */
export async function readCalibration(
  folder: string,
  key: CalibrationKey,
  io: CliIo,
): Promise<Calibration | undefined> {
  const file = calibrationFile(folder, key)
  const value = await readKept(file, io)
  if (value !== undefined) return parseKept(value, key, file)
  const oldFile = join(folder, `${key.catalog}.json`)
  const old = await readKept(oldFile, io)
  if (old === undefined || belongsToAnother(old, key)) return undefined
  return parseKept(old, key, oldFile)
}

/** Keeps a calibration and resolves to its file. Throws `file-unwritable`. */
export async function keepCalibration(folder: string, calibration: Calibration, io: CliIo): Promise<string> {
  const file = calibrationFile(folder, calibration)
  await writeTextFile(file, { text: `${JSON.stringify(calibration)}\n`, option: CALIBRATIONS_OPTION }, io)
  return file
}

function calibrationFile(folder: string, { catalog, embedder }: CalibrationKey): string {
  return join(folder, `${catalog}-${sha256(embedder).slice(0, HEX_DIGITS)}.json`)
}

function belongsToAnother(value: unknown, { embedder }: CalibrationKey): boolean {
  const other = (value as { embedder?: unknown } | null)?.embedder
  return typeof other === 'string' && other !== embedder
}

/** The JSON of a file; undefined where there is no such file. */
async function readKept(file: string, io: CliIo): Promise<unknown> {
  try {
    return parseJson(await readTextFile(file, CALIBRATIONS_OPTION, io), file)
  } catch (error) {
    if (!CribError.is(error)) throw error
    if (error.details.reason === 'ENOENT') return undefined
    throw error.code === 'file-malformed' ? damaged('file-malformed', file, error) : error
  }
}

function parseKept(value: unknown, { embedder }: CalibrationKey, file: string): Calibration {
  try {
    return parseCalibration(value, embedder)
  } catch (error) {
    throw CribError.is(error) ? damaged(error.code, file, error) : error
  }
}

/** The error with the file that it is about, and the way out. */
function damaged(code: ErrorCode, file: string, cause: CribError): CribError {
  const message = `${file} (${CALIBRATIONS_OPTION}) holds no calibration that can be used: ${cause.message} Delete the file, or write it anew with \`toolcrib calibrate\`.`
  return new CribError(code, message, { details: { ...cause.details, file }, cause })
}
