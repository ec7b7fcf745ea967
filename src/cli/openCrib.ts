import type { Crib, CribOptions } from '../crib/Crib.js'
import { createCrib } from '../crib/createCrib.js'
import type { Embedder } from '../embed/Embedder.js'
import { createCatalog } from '../tool/Catalog.js'
import type { CliIo } from './CliIo.js'
import { readCalibration } from './calibrations.js'
import { openEmbedder } from './openEmbedder.js'
import type { EngineArgs } from './sourceOptions.js'

/** Engine over `sources` as the options of a command ask for; the caller closes it. Throws what `createCrib` throws. */
export async function openCrib(
  args: EngineArgs,
  tools: Pick<CribOptions, 'sources' | 'invalidTools'>,
  io: CliIo,
): Promise<Crib> {
  const { index, tokenizer } = args
  const embedder = await openEmbedder(args, io)
  if (args.calibrations === undefined)
    return createCrib({ ...tools, embedder, index, tokenizer, signal: io.signal })
  const known = await identified(embedder)
  const key = { catalog: revisionOf(tools), embedder: known.id }
  const calibration = await readCalibration(args.calibrations, key, io)
  return createCrib({ ...tools, embedder: known, index, tokenizer, calibration, signal: io.signal })
}

/** The embedder with its id, which the bundled one has only once it is loaded. */
async function identified(embedder: CribOptions['embedder']): Promise<Embedder> {
  if (typeof embedder === 'object') return embedder
  const { createStaticEmbedder, loadStaticModel } = await import('../embed/drivers/staticEmbedder.js')
  return createStaticEmbedder(loadStaticModel())
}

function revisionOf({ sources, invalidTools }: Pick<CribOptions, 'sources' | 'invalidTools'>): string {
  return createCatalog(sources, invalidTools ?? 'error').revision
}
