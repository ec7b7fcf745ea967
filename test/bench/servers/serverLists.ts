import type { ToolSource } from 'toolcrib'
import { captureServers } from '../../../bench/catalogs/captureServers.js'
import { serversAreListed } from '../../../bench/data/listedServers.js'

/** Why tests of the lists skip. */
export const NO_LISTS = 'the 21 servers are not captured yet (760 MB): npm run bench:catalogs'

/** The lists of the 21 servers, where they were captured before or, in CI, can be; undefined elsewhere. */
export async function serverLists(): Promise<ToolSource[] | undefined> {
  return serversAreListed() || process.env['CI'] ? captureServers() : undefined
}
