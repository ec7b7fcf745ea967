import { CribError, type ToolSource } from 'toolcrib'
import { type CaptureOptions, capturePinned } from '../../demo/capturePinned.js'
import { BENCH_SERVERS } from './benchServers.js'
import { pinFaults, readPins } from './CatalogPin.js'

/**
 * Tools of the 21 servers of datasets/servers, live or from the cache under `.cache/bench-servers`.
 *
 * @throws CribError `server-failed` when one of them could not be listed, or lists other tools than the tasks were written
 *   for: figures would not compare
 */
export async function captureServers(options: CaptureOptions = {}): Promise<ToolSource[]> {
  const { sources, servers } = await capturePinned(BENCH_SERVERS, options)
  const lost = servers.flatMap((server) =>
    server.status === 'failed' ? [`${server.server}: ${server.message}`] : [],
  )
  const faults = [...lost, ...pinFaults(sources, readPins())]
  if (faults.length === 0) return sources
  throw new CribError(
    'server-failed',
    `The servers of datasets/servers are not what its tasks were written for, so figures would not compare: ${faults.join('; ')}. ` +
      'Run npm run bench:catalogs to list them anew; after a wanted change of a package, npm run bench:catalogs -- --write, and read the tasks of that server again.',
    { details: { faults, phase: 'list' } },
  )
}
