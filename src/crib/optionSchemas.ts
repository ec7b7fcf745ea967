import { z } from 'zod'
import { LEVELS } from '../tool/Level.js'

const globs = z.array(z.string())
const rules = z.strictObject({ include: globs.optional(), exclude: globs.optional() })
const signal = z.instanceof(AbortSignal).optional()
const count = z.int().min(0)
const share = z.number().min(0).max(1).optional()
const feedback = z.boolean().optional()
const intents = z.enum(['cover', 'one']).optional()

const filter = {
  include: globs.optional(),
  exclude: globs.optional(),
  servers: z.record(z.string(), rules).optional(),
}

const embedder = z.looseObject({ id: z.string().min(1), dimensions: z.int().min(1), embed: z.function() })
const counter = z.looseObject({ name: z.string().min(1), exact: z.boolean(), count: z.function() })

/** Shape of `CribOptions`. Sources are checked one by one where they are read. */
export const cribOptionsSchema = z.strictObject({
  sources: z.array(z.unknown()),
  embedder: z
    .union([z.enum(['static', 'transformers', 'asymmetric']), embedder], {
      error: 'give "static", "transformers", "asymmetric" or an Embedder',
    })
    .optional(),
  index: z.enum(['auto', 'exact', 'hnsw']).optional(),
  tokenizer: z
    .union([z.enum(['o200k_base', 'cl100k_base', 'estimate']), counter], {
      error: 'give "o200k_base", "cl100k_base", "estimate" or a TokenCounter',
    })
    .optional(),
  invalidTools: z.enum(['error', 'skip']).optional(),
  calibration: z.unknown().optional(),
  defences: z.enum(['on', 'off']).optional(),
  prefix: z.enum(['auto', 'always']).optional(),
  requires: z.record(z.string(), z.array(z.string())).optional(),
  feedback: z
    .union([z.boolean(), z.looseObject({})], { error: 'give true, false or what exportFeedback returned' })
    .optional(),
  signal,
})

/** Shape of `RankOptions`. */
export const rankOptionsSchema = z.strictObject({
  ...filter,
  limit: z.int().min(1).optional(),
  maxShare: share,
  feedback,
  intents,
  signal,
})

/** Shape of `SelectOptions`. */
export const selectOptionsSchema = z.strictObject({
  ...filter,
  maxTokens: count.optional(),
  billedAs: z.string().min(1).optional(),
  maxTools: count.optional(),
  maxShare: share,
  levels: z.array(z.enum(LEVELS)).min(1).optional(),
  minConfidence: share,
  search: z.enum(['auto', 'on', 'off']).optional(),
  session: z.unknown().optional(),
  pinned: globs.optional(),
  own: z.array(z.looseObject({ name: z.string().min(1) })).optional(),
  targetRecall: z
    .strictObject({ value: z.number().gt(0).lt(1), guarantee: z.enum(['mean', 'lower95']) })
    .optional(),
  feedback,
  intents,
  signal,
})

/** Shape of `ConfusableOptions`. */
export const confusableOptionsSchema = z.strictObject({
  maxShare: z.number().gt(0).max(1).optional(),
  limit: z.int().min(1).max(100_000).optional(),
  signal,
})

/** Shape of the options of `update`, `calibrate` and `feedback`. */
export const signalOptionsSchema = z.strictObject({ signal })

/** Shape of `SearchCallOptions`. */
export const searchCallOptionsSchema = z.strictObject({
  maxTokens: z.int().min(1).optional(),
  session: z.unknown().optional(),
  signal,
})
