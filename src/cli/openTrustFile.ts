import { homedir } from 'node:os'
import type { TrustStore } from '../trust/TrustStore.js'
import type { CliIo } from './CliIo.js'
import { trustFileOf } from './trustFileOf.js'

/** The store of `--trust-file`, or of the user's own place, and the file that it keeps. */
export async function openTrustFile(
  trustFile: string | undefined,
  io: CliIo,
): Promise<{ file: string; store: TrustStore }> {
  const file = trustFile ?? trustFileOf({ env: io.env, platform: process.platform, home: homedir() })
  const { openFileTrustStore } = await import('../trust/drivers/fileTrustStore.js')
  return { file, store: openFileTrustStore(file) }
}
