import vocabulary from 'gpt-tokenizer/bpeRanks/cl100k_base'
import { CL100K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants'
import type { AdditiveCounter } from '../AdditiveCounter.js'
import { bpeCounter } from './bpeCounter.js'

/** Counts as GPT-4 and GPT-3.5 do. */
export function cl100kBase(): AdditiveCounter {
  return bpeCounter({ name: 'cl100k_base', vocabulary, split: CL100K_TOKEN_SPLIT_REGEX })
}
