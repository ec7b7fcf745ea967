import { DEMO_CACHE, SERVERS_FOLDER } from './demoServers.js'
import { installFolder } from './installFolder.js'

/** Options of `ensureDemoServers`. */
export interface EnsureOptions {
  /** Gets lines for people. Default: stderr. */
  onProgress?: (line: string) => void
}

/** Installs the pinned demo servers where they are not there yet; see `installFolder`. */
export function ensureDemoServers(options: EnsureOptions = {}): Promise<void> {
  return installFolder({
    folder: SERVERS_FOLDER,
    lockPath: `${DEMO_CACHE}/install.lock`,
    announcement: 'Installing the seven demo servers (79 MB, once) ...',
    onProgress: options.onProgress ?? ((line) => process.stderr.write(`${line}\n`)),
  })
}
