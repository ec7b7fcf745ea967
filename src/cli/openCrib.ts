import type { Crib, CribOptions } from '../crib/Crib.js'
import { createCrib } from '../crib/createCrib.js'
import type { CliIo } from './CliIo.js'
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
  return createCrib({
    ...tools,
    embedder,
    index,
    tokenizer,
    signal: io.signal,
  })
}
