import { installFolder } from './installFolder.js'
import type { PinnedServers } from './PinnedServers.js'

/** Options of `ensurePinned`. */
export interface EnsureOptions {
  /** Gets lines for people. Default: stderr. */
  onProgress?: (line: string) => void
}

/** Installs pinned servers where they are not there yet; see `installFolder`. */
export function ensurePinned(
  { folder, cache, announcement }: PinnedServers,
  options: EnsureOptions = {},
): Promise<void> {
  return installFolder({
    folder,
    lockPath: `${cache}/install.lock`,
    announcement,
    onProgress: options.onProgress ?? ((line) => process.stderr.write(`${line}\n`)),
  })
}
