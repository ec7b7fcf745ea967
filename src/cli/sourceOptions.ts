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
  embedder?: 'static' | 'transformers' | 'http'
  /** Folder with the models of the `transformers` embedder; nothing is downloaded then. */
  models?: string
  /** Base address of the `http` embedder's endpoint. */
  embedderUrl?: string
  /** Model of the `http` embedder, as its endpoint names it. */
  embedderModel?: string
  /** Folder in which vectors of `transformers` and `http` are kept between runs. */
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
