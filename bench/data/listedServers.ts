import { pinnedKey } from '../../demo/PinnedServers.js'
import { readToolsCache } from '../../demo/toolsCache.js'
import { BENCH_SERVERS } from '../catalogs/benchServers.js'

/** True where the lists of the 21 servers are in the cache, so that reading them installs and starts nothing. */
export function serversAreListed(): boolean {
  return readToolsCache(`${BENCH_SERVERS.cache}/tools.json`, pinnedKey(BENCH_SERVERS)) !== undefined
}
