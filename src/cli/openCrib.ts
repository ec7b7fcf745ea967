import type { Crib, CribOptions } from '../crib/Crib.js'
import { createCrib } from '../crib/createCrib.js'
import type { Calibration } from '../rank/Calibration.js'
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
  const calibration = await storedCalibration(args, tools, io)
  const embedder = await openEmbedder(args, io)
  return createCrib({
    ...tools,
    embedder,
    index,
    tokenizer,
    calibration,
    signal: io.signal,
  })
}

/** What is kept for the catalog of these tools; `createCrib` checks it. */
async function storedCalibration(
  { calibrations }: EngineArgs,
  { sources, invalidTools }: Pick<CribOptions, 'sources' | 'invalidTools'>,
  io: CliIo,
): Promise<Calibration | undefined> {
  if (calibrations === undefined) return undefined
  const { revision } = createCatalog(sources, invalidTools ?? 'error')
  return (await readCalibration(calibrations, revision, io)) as Calibration | undefined
}
