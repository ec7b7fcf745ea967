import { z } from 'zod'
import { DESK_USER_SHAPE, type DeskUserOptions } from '../desk/DeskOptions.js'
import { SHADOW_SHAPE, type ShadowModeOptions } from '../shadow/ShadowOptions.js'

/** Options of `wrapClient`. Unknown keys are the error `option-unknown`. */
export interface WrapOptions extends DeskUserOptions, ShadowModeOptions {
  /** What the server is called in tool ids and reasons, `github` for example. Default: no server, ids are tool names. */
  server?: string
  /** Globs over tool names that `call_read_tool` may call. Default: none. */
  readOnly?: readonly string[]
  /** `true`: tools that the server itself marks with `readOnlyHint` may be called through it, too. Default false. */
  trusted?: boolean
}

/** Shape of {@link WrapOptions}. */
export const wrapOptionsSchema = z.strictObject({
  ...DESK_USER_SHAPE,
  ...SHADOW_SHAPE,
  server: z.string().min(1).max(256).optional(),
  readOnly: z.array(z.string()).optional(),
  trusted: z.boolean().optional(),
})
