import { z } from 'zod'
import type { CribOptions, SelectOptions } from '../../crib/Crib.js'
import { cribOptionsSchema, selectOptionsSchema } from '../../crib/optionSchemas.js'

/** Options of `wrapClient`. Unknown keys are the error `option-unknown`. */
export interface WrapOptions
  extends Pick<CribOptions, 'embedder' | 'index' | 'tokenizer'>,
    Pick<SelectOptions, 'maxTokens' | 'maxTools'> {
  /** What the server is called in tool ids and reasons, `github` for example. Default: no server, ids are tool names. */
  server?: string
}

const { embedder, index, tokenizer } = cribOptionsSchema.shape
const { maxTokens, maxTools } = selectOptionsSchema.shape

/** Shape of {@link WrapOptions}. */
export const wrapOptionsSchema = z.strictObject({
  embedder,
  index,
  tokenizer,
  maxTokens,
  maxTools,
  server: z.string().min(1).max(256).optional(),
})
