import type { Crib, CribOptions } from '../crib/Crib.js'
import { createCrib } from '../crib/createCrib.js'
import { CribError } from '../errors.js'
import type { CliIo } from './CliIo.js'
import type { EngineArgs } from './sourceOptions.js'

/** Engine over `sources` as the options of a command ask for; the caller closes it. Throws what `createCrib` throws. */
export async function openCrib(
  args: EngineArgs,
  tools: Pick<CribOptions, 'sources' | 'invalidTools'>,
  io: CliIo,
): Promise<Crib> {
  const { index, tokenizer } = args
  const embedder = await embedderOf(args, io)
  return createCrib({
    ...tools,
    embedder,
    index,
    tokenizer,
    signal: io.signal,
  })
}

async function embedderOf({ embedder, models }: EngineArgs, io: CliIo): Promise<CribOptions['embedder']> {
  if (models === undefined) return embedder
  if (embedder !== 'transformers') {
    throw new CribError(
      'usage',
      '--models is for --embedder transformers only. Add that, or leave --models out.',
      {
        details: { argument: '--models' },
      },
    )
  }
  const { loadTransformersEmbedder } = await import('../embed/drivers/transformersEmbedder.js')
  return loadTransformersEmbedder({ localModelPath: models, allowRemoteModels: false, signal: io.signal })
}
