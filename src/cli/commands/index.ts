import { createCrib } from '../../crib/createCrib.js'
import type { Embedder } from '../../embed/Embedder.js'
import { CribError } from '../../errors.js'
import type { Catalog } from '../../tool/Catalog.js'
import type { CliIo } from '../CliIo.js'
import { escapeText, jsonText } from '../escapeText.js'
import { EXIT } from '../exitCodes.js'
import { count, formatInteger, formatMs, round } from '../format.js'
import { type LeftOut, leftOut } from '../leftOut.js'
import { openEmbedder } from '../openEmbedder.js'
import { createProgress } from '../Progress.js'
import { readSources, type SourceSet } from '../readSources.js'
import type { ServerReport } from '../ServerReport.js'
import { createStyle } from '../Style.js'
import type { EngineArgs, SourceArgs } from '../sourceOptions.js'
import { warn } from '../warn.js'

/** Arguments of `toolcrib index`. */
export interface IndexArgs extends SourceArgs, Omit<EngineArgs, 'tokenizer' | 'index' | 'vectorCache'> {
  /** Folder that the vectors are written to. */
  out: string
  json?: boolean
}

/** What `toolcrib index --json` prints; documented in docs/cli.md. */
export interface IndexDocument {
  catalog: { tools: number; servers: number }
  /** Id of the embedder that ranks with these vectors. */
  embedder: string
  /** The folder as it was given, and texts that had to be embedded for it, reference texts included. */
  out: string
  embedded: number
  servers: ServerReport[]
  leftOut: LeftOut[]
  warnings: string[]
  /** Milliseconds for embedding and indexing. */
  ms: number
}

/**
 * `toolcrib index`: embeds tools ahead of time and keeps their vectors in a folder, for `--vector-cache` here or on
 * another machine. Resolves to the exit code.
 */
export async function index(args: IndexArgs, io: CliIo): Promise<number> {
  if ((args.embedder ?? 'static') === 'static') throw staticNeedsNone()
  const set = await readSources(args, io)
  const started = io.now()
  const { catalog, embedder, embedded } = await embedTools(args, set, io)
  const document: IndexDocument = {
    catalog: { tools: catalog.tools.length, servers: catalog.servers.length },
    embedder,
    out: args.out,
    embedded,
    servers: set.servers,
    leftOut: leftOut(set, catalog),
    warnings: set.warnings,
    ms: round(io.now() - started, 3),
  }
  io.stdout.write(args.json === true ? jsonText(document) : textOf(document, io))
  warn(document, io)
  const lost = document.leftOut.length > 0 || set.servers.some(({ status }) => status === 'failed')
  return lost ? EXIT.incomplete : EXIT.ok
}

/** Makes an engine, which asks for exactly the texts that a later one will ask for, reference texts included. */
async function embedTools(
  { out, ...args }: IndexArgs,
  { sources }: SourceSet,
  io: CliIo,
): Promise<{ catalog: Catalog; embedder: string; embedded: number }> {
  const progress = createProgress(io)
  let embedded = 0
  const onEmbed = (texts: number) => {
    embedded += texts
    progress.show(`Embedding: ${formatInteger(embedded)} texts begun`)
  }
  const invalidTools = args.config === undefined ? 'error' : 'skip'
  const embedder = (await openEmbedder({ ...args, vectorCache: out }, io, {
    onEmbed,
    onWarning: refuse(out),
  })) as Embedder
  try {
    const options = { embedder, invalidTools, tokenizer: 'estimate', signal: io.signal } as const
    const { catalog } = await createCrib({ ...options, sources })
    return { catalog, embedder: embedder.id, embedded }
  } finally {
    progress.clear()
    await embedder.close?.()
  }
}

function textOf({ catalog, embedder, embedded, out, ms }: IndexDocument, io: CliIo): string {
  const style = createStyle(io)
  const kept = embedded === 0 ? 'every vector was there' : `${count(embedded, 'text')} embedded`
  return `${style.bold('Indexed')}   ${count(catalog.tools, 'tool')} by ${escapeText(embedder)}: ${kept}, ${formatMs(ms)}
${style.bold('Vectors')}   ${escapeText(out)}: use them with --vector-cache, here or on another machine
`
}

/** Elsewhere a cache that does not keep is a warning; here it would be all of the result. */
function refuse(folder: string): (message: string) => void {
  let first: CribError | undefined
  return (message) => {
    // The store would take a second one for the reason of the first.
    first ??= new CribError('cache-unusable', message, { details: { folder } })
    throw first
  }
}

function staticNeedsNone(): CribError {
  const message =
    'index keeps vectors that take long to make, and those of the bundled model do not. Give --embedder asymmetric, transformers or http.'
  return new CribError('usage', message, { details: { argument: '--embedder' } })
}
