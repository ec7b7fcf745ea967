import type { TransformersModelId } from '../embed/drivers/transformersModels.js'
import { CribError } from '../errors.js'

/** Where the tools come from: exactly one of the two. */
export interface SourceArgs {
  /** A host's config file with `mcpServers`; its servers are started and listed. */
  config?: string
  /** A file of tool definitions. */
  tools?: string
}

/** Which parts the engine is made of. */
export interface EngineArgs {
  /** Default `static`. */
  embedder?: 'static' | 'transformers' | 'asymmetric' | 'http'
  /** Model of `transformers` and `asymmetric`, by its id on the hub. Default `Xenova/all-MiniLM-L6-v2`. */
  model?: TransformersModelId
  /** Precision of that model's weights. Default `q8`. */
  dtype?: 'q8' | 'fp32'
  /** Where that model runs, as the package names it. Default: the package's choice. */
  device?: string
  /** Folder with models; nothing is downloaded then. */
  models?: string
  /** Folder for downloaded models. Default: the package's own. */
  modelCache?: string
  /** What the bundled table weighs beside that model, 0 to 1. Default: as fitted for the model. */
  tableShare?: number
  /** Base address of the `http` embedder's endpoint. */
  embedderUrl?: string
  /** Model of the `http` embedder, as its endpoint names it. */
  embedderModel?: string
  /** Folder in which vectors of `transformers`, `asymmetric` and `http` are kept between runs. */
  vectorCache?: string
  /** Folder that keeps calibrations; that of the catalog is used, if there is one. */
  calibrations?: string
  /** Default `auto`. */
  index?: 'auto' | 'exact' | 'hnsw'
  /** Default `o200k_base`. */
  tokenizer?: 'o200k_base' | 'cl100k_base' | 'estimate'
}

/** Throws `usage` unless exactly one of `--config` and `--tools` is given. */
export function checkSourceArgs(args: SourceArgs): void {
  if ((args.config === undefined) !== (args.tools === undefined)) return
  const both = args.config !== undefined
  throw new CribError(
    'usage',
    both
      ? '--config and --tools were both given. Give one of them: a config file with mcpServers, or a file of tool definitions.'
      : 'No tools were named. Give --config FILE (mcpServers, as hosts write it) or --tools FILE (tool definitions).',
    { details: { argument: both ? '--tools' : '--config' } },
  )
}
