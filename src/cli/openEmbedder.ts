import type { CribOptions } from '../crib/Crib.js'
import type { Embedder } from '../embed/Embedder.js'
import { CribError } from '../errors.js'
import type { CliIo } from './CliIo.js'
import { escapeProse } from './escapeText.js'
import { createStyle } from './Style.js'
import type { EngineArgs } from './sourceOptions.js'

/** Environment variable of the API key: on a command line other users of the machine could read it. */
const KEY_VARIABLE = 'TOOLCRIB_EMBEDDER_KEY'

/** Per option that only some embedders take: its spelling, and which those are. */
const ONLY_FOR = {
  models: ['--models', ['transformers']],
  embedderUrl: ['--embedder-url', ['http']],
  embedderModel: ['--embedder-model', ['http']],
  vectorCache: ['--vector-cache', ['transformers', 'http']],
} as const

/**
 * What `createCrib` takes as its embedder, as the options of a command ask for. Throws `usage` for options that do not
 * go together, and what the drivers throw.
 */
export async function openEmbedder(args: EngineArgs, io: CliIo): Promise<CribOptions['embedder']> {
  checkEmbedderArgs(args)
  if (args.embedder === 'http') return cached(await openHttp(args, io), args, io)
  if (args.embedder !== 'transformers' || (args.models ?? args.vectorCache) === undefined)
    return args.embedder
  const { loadTransformersEmbedder } = await import('../embed/drivers/transformersEmbedder.js')
  const local = args.models === undefined ? {} : { localModelPath: args.models, allowRemoteModels: false }
  return cached(await loadTransformersEmbedder({ ...local, signal: io.signal }), args, io)
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

async function cached(embedder: Embedder, { vectorCache }: EngineArgs, io: CliIo): Promise<Embedder> {
  if (vectorCache === undefined) return embedder
  const { cacheEmbedder } = await import('../embed/cachedEmbedder.js')
  const { openDiskVectorStore } = await import('../embed/drivers/diskVectorStore.js')
  const style = createStyle(io, 'stderr')
  const onWarning = (message: string) =>
    io.stderr.write(`${style.warn('warning:')} ${escapeProse(message)}\n`)
  return cacheEmbedder(embedder, await openDiskVectorStore(vectorCache, { onWarning }))
}

function usage(argument: string, message: string): CribError {
  return new CribError('usage', message, { details: { argument } })
}
