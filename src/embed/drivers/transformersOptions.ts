import { CribError, refuseUnknownOptions } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import type { ImportModule } from './transformersLibrary.js'
import { TRANSFORMERS_MODELS, type TransformersModelId } from './transformersModels.js'

/** Options of `loadTransformersEmbedder`. Unknown keys are the error `option-unknown`, bad values `option-invalid`. */
export interface TransformersOptions {
  /** Model to load. Default `Xenova/all-MiniLM-L6-v2`. */
  model?: TransformersModelId
  /** Folder that holds models as `<model id>/config.json` and so on. Default: the package's own. */
  localModelPath?: string
  /** Whether a model that is not found locally is downloaded from the hub. Default: true, but false with `localModelPath`. */
  allowRemoteModels?: boolean
  /** Folder for downloaded models. Default: the package's own. */
  cacheDir?: string
  /** Where the model runs, as the package names it (`cpu`, `cuda`, ...); @xenova/transformers ignores it. Default: the package's choice. */
  device?: string
  /** Precision of the weights: `q8` (8 bits, default) or `fp32`. */
  dtype?: 'q8' | 'fp32'
  /**
   * Texts that go through the model at once, 1 to 1,024. Default 32 with `fp32`, but 1 with `q8`: there a batch
   * gains little (short texts on two busy cores: 84 to 92 a second alone, 103 to 111 by 32) and costs
   * repeatability, see `loadTransformersEmbedder`.
   */
  batchSize?: number
  /** Aborts the loading with `aborted`. Embedding has a signal of its own. */
  signal?: AbortSignal
  /** How the package is imported. Default: the runtime's `import()`. */
  importModule?: ImportModule
}

/** Options with their defaults. */
export type TransformersSettings = Required<
  Pick<TransformersOptions, 'model' | 'allowRemoteModels' | 'dtype' | 'batchSize'>
> &
  Pick<TransformersOptions, 'localModelPath' | 'cacheDir' | 'device' | 'signal' | 'importModule'>

const isText = (value: unknown) => typeof value === 'string' && value !== ''
const isOneOf = (values: readonly string[]) => (value: unknown) => values.includes(value as string)
const MODELS = Object.keys(TRANSFORMERS_MODELS)
const BATCH_RANGE = [1, 1_024] as const

/** Per option: which values it takes, and how to say so. */
const RULES: Readonly<
  Record<keyof TransformersOptions, { accepts: (value: unknown) => boolean; wanted: string }>
> = {
  model: { accepts: isOneOf(MODELS), wanted: `one of ${MODELS.join(', ')}` },
  localModelPath: { accepts: isText, wanted: 'the path of a folder' },
  allowRemoteModels: { accepts: (value) => typeof value === 'boolean', wanted: 'true or false' },
  cacheDir: { accepts: isText, wanted: 'the path of a folder' },
  device: { accepts: isText, wanted: 'the name of a device' },
  dtype: { accepts: isOneOf(['q8', 'fp32']), wanted: 'q8 or fp32' },
  batchSize: {
    accepts: (value) =>
      Number.isInteger(value) && (value as number) >= BATCH_RANGE[0] && (value as number) <= BATCH_RANGE[1],
    wanted: `an integer from ${BATCH_RANGE[0]} to ${BATCH_RANGE[1]}`,
  },
  signal: { accepts: (value) => value instanceof AbortSignal, wanted: 'an AbortSignal' },
  importModule: { accepts: (value) => typeof value === 'function', wanted: 'a function' },
}

/** Checks the options and fills in the defaults. */
export function parseTransformersOptions(options: TransformersOptions): TransformersSettings {
  refuseUnknownOptions('The transformers embedder', options, Object.keys(RULES))
  for (const [option, value] of Object.entries(options)) {
    const rule = RULES[option as keyof TransformersOptions]
    if (value === undefined || rule.accepts(value)) continue
    const message = `The option \`${option}\` of the transformers embedder is ${showValue(value)}; it must be ${rule.wanted}.`
    throw new CribError('option-invalid', message, { details: { option, value } })
  }
  const dtype = options.dtype ?? 'q8'
  return {
    ...options,
    model: options.model ?? 'Xenova/all-MiniLM-L6-v2',
    allowRemoteModels: options.allowRemoteModels ?? options.localModelPath === undefined,
    dtype,
    batchSize: options.batchSize ?? (dtype === 'q8' ? 1 : 32),
  }
}

/** The `id` of the embedder that these settings load: vectors of one id are comparable. */
export function transformersId({ model, dtype }: Pick<TransformersSettings, 'model' | 'dtype'>): string {
  return `transformers:${model}:${dtype}`
}
