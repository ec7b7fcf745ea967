import { loadTokenCounter } from '../../tokens/loadTokenCounter.js'
import type { DeskCribOptions } from './DeskCatalog.js'
import type { DeskOptions, DeskUserOptions } from './DeskOptions.js'
import type { DeskPort } from './DeskPort.js'
import { type ReadOnlyRule, readOnlyRule } from './readOnlyRule.js'
import { ToolDesk } from './ToolDesk.js'

/** What the maker of a desk decides, beside the user. */
export interface DeskSetting {
  /** How tools are named. Default: by the number of servers. */
  prefix?: DeskCribOptions['prefix']
  readOnly: ReadOnlyRule
  unknown: DeskOptions['unknown']
}

/** A desk over a port, by the options of a user, which are checked already. Throws `glob-invalid`. */
export function createDesk(
  port: DeskPort,
  user: DeskUserOptions,
  { prefix, readOnly, unknown }: DeskSetting,
): ToolDesk {
  const { maxTokens, maxTools, levels, pinned = [], validate = 'error', ...engine } = user
  const { tokenizer = 'o200k_base' } = engine
  return new ToolDesk(port, {
    crib: { ...engine, tokenizer, prefix },
    loadCounter: counterOf(tokenizer),
    maxTokens,
    maxTools,
    levels,
    pinned: [...pinned],
    validate,
    isReadOnly: readOnlyRule(readOnly),
    unknown,
  })
}

/** Loads the counter that a user chose; by default that of `o200k_base`. */
export function counterOf(
  tokenizer: DeskUserOptions['tokenizer'] = 'o200k_base',
): DeskOptions['loadCounter'] {
  return async () => (typeof tokenizer === 'string' ? await loadTokenCounter(tokenizer) : tokenizer)
}
