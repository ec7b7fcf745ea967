import { CribError, throwIfAborted } from '../errors.js'
import { normalize } from '../vector/normalize.js'
import { checkVectors } from './checkVectors.js'
import type { Embedder, EmbedOptions } from './Embedder.js'
import type { Projection } from './Projection.js'
import { checkTableShare, type TableShareOption } from './tableShare.js'

/** What an asymmetric embedder is made of. */
export interface AsymmetricParts extends TableShareOption {
  /** The static model: embeds every task, and tools beside the transformer. */
  table: Embedder
  /** The transformer, best behind a cache: embeds tools only. */
  tools: Embedder
  /** From the transformer's vectors to the table's. */
  projection: Projection
}

/**
 * Tools as a transformer understands them, tasks at the speed of the table. A task's vector is the table's; a tool's is
 * the weighted sum of the table's and of the transformer's, led to the table's space. Length and place of the vectors
 * are the table's, so that a selection costs what it costs with the bundled model.
 *
 * Throws `option-invalid` for a bad share, `projection-mismatch` when the projection was fitted for another table or
 * another transformer. Embedding rejects with what the parts reject with. `close` closes both.
 */
export function createAsymmetricEmbedder(parts: AsymmetricParts): Embedder {
  const { table, tools, projection } = parts
  checkFit(parts)
  const fitted = projection.header.tableShare
  const share = checkTableShare(parts.tableShare) ?? fitted
  return {
    id: `asymmetric:${table.id}+${tools.id}:${projection.header.sha256.slice(0, 12)}${share === fitted ? '' : `:${share}`}`,
    dimensions: table.dimensions,
    embed: async (texts, options = {}) =>
      options.kind === 'task'
        ? table.embed(texts, options)
        : embedTools({ ...parts, tableShare: share }, texts, options),
    ...(table.coverage === undefined ? {} : { coverage: (text: string) => table.coverage!(text) }),
    close: async () => {
      await Promise.all([table.close?.(), tools.close?.()])
    },
  }
}

async function embedTools(
  { table, tools, projection, tableShare }: AsymmetricParts & { tableShare: number },
  texts: readonly string[],
  options: EmbedOptions,
): Promise<Float32Array[]> {
  throwIfAborted(options.signal)
  const expected = { embedder: tools.id, dimensions: tools.dimensions, texts: texts.length }
  const [own, deep] = await Promise.all([table.embed(texts, options), tools.embed(texts, options)])
  return checkVectors(deep, expected).map((vector, at) => {
    const projected = projection.apply(vector)
    const plain = own[at]!
    return normalize(projected.map((value, i) => (1 - tableShare) * value + tableShare * plain[i]!))
  })
}

function checkFit({ table, tools, projection: { header } }: AsymmetricParts): void {
  const { table: sha256, transformer } = header
  const faults = [
    table.id === `static:${sha256.slice(0, 12)}`
      ? undefined
      : { expected: `static:${sha256.slice(0, 12)}`, actual: table.id },
    tools.id.startsWith(`transformers:${transformer}:`)
      ? undefined
      : { expected: `transformers:${transformer}`, actual: tools.id },
  ]
  const fault = faults.find((found) => found !== undefined)
  if (fault === undefined) return
  const message = `The projection belongs to ${fault.expected}, not to ${fault.actual}. Fit it again (model/README.md), or use the models that it was fitted for.`
  throw new CribError('projection-mismatch', message, { details: fault })
}
