import type { CribOptions } from '../crib/Crib.js'
import type { Embedder } from '../embed/Embedder.js'
import type { VectorStore } from '../embed/VectorStore.js'
import { watchEmbedder } from '../embed/watchEmbedder.js'
import { CribError } from '../errors.js'
import type { CliIo } from './CliIo.js'
import { escapeProse } from './escapeText.js'
import { createStyle } from './Style.js'
import type { EngineArgs } from './sourceOptions.js'
import { transformerOptions } from './transformerOptions.js'

/** Environment variable of the API key: on a command line other users of the machine could read it. */
const KEY_VARIABLE = 'TOOLCRIB_EMBEDDER_KEY'

/** Those that run a transformer, for some texts or for all. */
const TRANSFORMERS = ['transformers', 'asymmetric'] as const

/** Per option that only some embedders take: its spelling, and which those are. */
const ONLY_FOR = {
  model: ['--model', TRANSFORMERS],
  dtype: ['--dtype', TRANSFORMERS],
  device: ['--device', TRANSFORMERS],
  models: ['--models', TRANSFORMERS],
  modelCache: ['--model-cache', TRANSFORMERS],
  tableShare: ['--table-share', TRANSFORMERS],
  embedderUrl: ['--embedder-url', ['http']],
  embedderModel: ['--embedder-model', ['http']],
  vectorCache: ['--vector-cache', [...TRANSFORMERS, 'http']],
} as const

/** What `toolcrib index` adds: where trouble with the folder goes, and a look at how far embedding is. */
export interface EmbedderHooks {
  /** Default: a line on stderr. */
  onWarning?: (message: string) => void
  /** Called with how many texts are about to be embedded. Default: nothing. */
  onEmbed?: (texts: number) => void
}

/**
 * What `createCrib` takes as its embedder, as the options of a command ask for. Throws `usage` for options that do not
 * go together, and what the drivers throw.
 */
export async function openEmbedder(
  args: EngineArgs,
  io: CliIo,
  hooks: EmbedderHooks = {},
): Promise<CribOptions['embedder']> {
  checkEmbedderArgs(args)
  const store = await openStore(args, io, hooks)
  if (args.embedder === 'http') return cached(await openHttp(args, io), store, hooks)
  const kept = { tableShare: args.tableShare, onEmbed: hooks.onEmbed, store }
  if (args.embedder === 'asymmetric') {
    const { loadAsymmetricEmbedder } = await import('../embed/drivers/loadAsymmetricEmbedder.js')
    return loadAsymmetricEmbedder({ ...transformerOptions(args, io.signal), ...kept })
  }
  if (args.embedder !== 'transformers') return args.embedder
  const { createBlendedEmbedder } = await import('../embed/drivers/blendedEmbedder.js')
  return createBlendedEmbedder({ ...transformerOptions(args, io.signal), ...kept })
}

function checkEmbedderArgs(args: EngineArgs): void {
  for (const [name, [option, embedders]] of Object.entries(ONLY_FOR)) {
    if (args[name as keyof typeof ONLY_FOR] === undefined) continue
    if ((embedders as readonly string[]).includes(args.embedder ?? 'static')) continue
    const wanted = embedders.map((embedder) => `--embedder ${embedder}`).join(' and ')
    throw usage(option, `${option} is for ${wanted} only. Add that, or leave ${option} out.`)
  }
}

async function openHttp({ embedderUrl, embedderModel }: EngineArgs, io: CliIo): Promise<Embedder> {
  if (embedderUrl === undefined || embedderModel === undefined) {
    const option = embedderUrl === undefined ? '--embedder-url' : '--embedder-model'
    const message = `--embedder http needs ${option}. Give --embedder-url URL and --embedder-model NAME, and the key, if any, as ${KEY_VARIABLE}.`
    throw usage(option, message)
  }
  const { createHttpEmbedder } = await import('../embed/drivers/httpEmbedder.js')
  // An empty variable is how shells and CI systems say that there is none.
  const apiKey = io.env[KEY_VARIABLE] || undefined
  return createHttpEmbedder({ url: embedderUrl, model: embedderModel, apiKey, signal: io.signal })
}

/** The embedder over the store, if there is one; `onEmbed` hears of the texts that the store does not have. */
async function cached(
  embedder: Embedder,
  store: VectorStore | undefined,
  { onEmbed }: EmbedderHooks,
): Promise<Embedder> {
  if (store === undefined) return embedder
  const { cacheEmbedder } = await import('../embed/cachedEmbedder.js')
  return cacheEmbedder(onEmbed === undefined ? embedder : watchEmbedder(embedder, onEmbed), store)
}

async function openStore(
  { vectorCache }: EngineArgs,
  io: CliIo,
  hooks: EmbedderHooks,
): Promise<VectorStore | undefined> {
  if (vectorCache === undefined) return undefined
  const { openDiskVectorStore } = await import('../embed/drivers/diskVectorStore.js')
  const style = createStyle(io, 'stderr')
  const onWarning = (message: string) =>
    io.stderr.write(`${style.warn('warning:')} ${escapeProse(message)}\n`)
  return openDiskVectorStore(vectorCache, { onWarning: hooks.onWarning ?? onWarning })
}

function usage(argument: string, message: string): CribError {
  return new CribError('usage', message, { details: { argument } })
}
