import { join } from 'node:path'
import type { CliIo } from './CliIo.js'
import { parseJson } from './parseJson.js'
import { readTextFile } from './readTextFile.js'

/** The option that names the folder in which calibrations are kept, one file a catalog. */
export const CALIBRATIONS_OPTION = '--calibrations'

/** The file that holds the calibration of a catalog. */
export function calibrationFile(folder: string, revision: string): string {
  return join(folder, `${revision}.json`)
}

/** The stored calibration of a catalog as it was read; undefined where there is none. Throws `file-malformed`. */
export async function readCalibration(folder: string, revision: string, io: CliIo): Promise<unknown> {
  const file = calibrationFile(folder, revision)
  try {
    return parseJson(await readTextFile(file, CALIBRATIONS_OPTION, io), file)
  } catch (error) {
    if ((error as { details?: { reason?: unknown } }).details?.reason === 'ENOENT') return undefined
    throw error
  }
}
