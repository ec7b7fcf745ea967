import type { ToolSource } from 'toolcrib'
import { BENCH_SERVERS } from '../../../bench/catalogs/benchServers.js'
import { captureServers } from '../../../bench/catalogs/captureServers.js'
import { pinnedKey } from '../../../demo/PinnedServers.js'
import { readToolsCache } from '../../../demo/toolsCache.js'

/** Why tests of the lists skip. */
export const NO_LISTS = 'the 21 servers are not captured yet (760 MB): npm run bench:catalogs'

/** The lists of the 21 servers, where they were captured before or, in CI, can be; undefined elsewhere. */
export async function serverLists(): Promise<ToolSource[] | undefined> {
  const isCaptured =
    readToolsCache(`${BENCH_SERVERS.cache}/tools.json`, pinnedKey(BENCH_SERVERS)) !== undefined
  return isCaptured || process.env['CI'] ? captureServers() : undefined
}
