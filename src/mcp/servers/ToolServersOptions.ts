import { z } from 'zod'
import { DESK_USER_SHAPE, type DeskUserOptions } from '../desk/DeskOptions.js'
import { SHADOW_SHAPE, type ShadowModeOptions } from '../shadow/ShadowOptions.js'

/** Options of tools over many servers. Unknown keys are the error `option-unknown`. */
export interface ToolServersOptions<K extends string = string> extends DeskUserOptions, ShadowModeOptions {
  /** Keys of servers whose own mark `readOnlyHint` lets `call_read_tool` call a tool. Default: none. */
  trusted?: readonly K[] | undefined
  /** Globs over `server/name` of tools that `call_read_tool` may call. Default: none. */
  readOnly?: readonly string[] | undefined
  /**
   * Milliseconds that a list waits for a server, 0 to 600,000: then the last list that is known of it is used, or it is
   * unavailable for this list. Default 2,000.
   */
  listWaitMs?: number | undefined
}

/** Members of {@link ToolServersOptions}, for schemas that have more. */
export const TOOL_SERVERS_SHAPE = {
  ...DESK_USER_SHAPE,
  ...SHADOW_SHAPE,
  trusted: z.array(z.string()).optional(),
  readOnly: z.array(z.string()).optional(),
  listWaitMs: z.int().min(0).max(600_000).optional(),
} as const

/** Shape of {@link ToolServersOptions}. */
export const toolServersOptionsSchema = z.strictObject(TOOL_SERVERS_SHAPE)
