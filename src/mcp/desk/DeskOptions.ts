import { z } from 'zod'
import type { CribOptions, SelectOptions } from '../../crib/Crib.js'
import { cribOptionsSchema, selectOptionsSchema } from '../../crib/optionSchemas.js'
import type { TokenCounter } from '../../tokens/TokenCounter.js'
import type { Tool } from '../../tool/Tool.js'
import type { DeskCribOptions } from './DeskCatalog.js'

/** What users choose about listing and calling, whether of one client or of many servers. */
export interface DeskUserOptions
  extends Pick<CribOptions, 'embedder' | 'index' | 'tokenizer' | 'calibration' | 'defences' | 'requires'>,
    Pick<SelectOptions, 'maxTokens' | 'maxTools' | 'levels'> {
  /** Tools that stand in every list, by name or id. Over the limits they are an error, never dropped. Default: none. */
  pinned?: readonly string[] | undefined
  /**
   * What becomes of arguments that do not fit the tool's schema. `error` (default): the call is answered with what is wrong
   * and never sent. `warn`: it is sent, and the result's `_meta['toolcrib/arguments']` has the errors. `off`: not checked.
   */
  validate?: 'error' | 'warn' | 'off' | undefined
}

const { embedder, index, tokenizer, calibration, defences, requires } = cribOptionsSchema.shape
const { maxTokens, maxTools, levels } = selectOptionsSchema.shape

/** Shape of {@link DeskUserOptions}. */
export const DESK_USER_SHAPE = {
  embedder,
  index,
  tokenizer,
  calibration,
  defences,
  requires,
  maxTokens,
  maxTools,
  levels,
  pinned: z.array(z.string().min(1)).optional(),
  validate: z.enum(['error', 'warn', 'off']).optional(),
} as const

/** What a desk is made with. */
export interface DeskOptions {
  crib: DeskCribOptions
  /** Loads the counter of the engine; called when it is first needed. */
  loadCounter: () => Promise<TokenCounter>
  /** Limits of lists that give none. Default: those of `crib.select`. */
  maxTokens?: number | undefined
  maxTools?: number | undefined
  levels?: SelectOptions['levels']
  pinned: readonly string[]
  validate: 'error' | 'warn' | 'off'
  /** Whether a tool may be called through `call_read_tool`. */
  isReadOnly: (tool: Tool) => boolean
  /** What becomes of a name that is in no list: sent to where the port routes it, or refused and never sent. */
  unknown: 'send' | 'refuse'
}
