import { DEMO_SERVERS } from './demoServers.js'
import { type EnsureOptions, ensurePinned } from './ensurePinned.js'

/** Installs the pinned demo servers where they are not there yet; see `installFolder`. */
export function ensureDemoServers(options: EnsureOptions = {}): Promise<void> {
  return ensurePinned(DEMO_SERVERS, options)
}
