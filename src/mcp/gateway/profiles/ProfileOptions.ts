import { z } from 'zod'
import type { GlobRules } from '../../../tool/Filter.js'

/**
 * What one entry to the gateway shows. The globs of `include` and `exclude` match `server/name` with the name of a tool or
 * prompt, and `server/uri` with the URI of a resource or its template.
 */
export interface ProfileOptions extends GlobRules {
  /**
   * Tools that stand in the list, by id (`server/name`) or name (`server__name`). Over `pinnedTokens` they are an error,
   * never dropped. Default: none.
   */
  pinned?: readonly string[] | undefined
  /**
   * Most tokens of pinned tools, 0 or more. What servers ask to be pinned (`anthropic/alwaysLoad`) gets what the user's pins
   * leave of them, in the order of the configuration. Default 2,000.
   */
  pinnedTokens?: number | undefined
  /**
   * For hosts that cannot search: the list holds the tools that fit this task, and neither search nor call tools. Default:
   * the constant list.
   */
  task?: string | undefined
  /** With `task`: most tools, 1 or more. Default 10. */
  maxTools?: number | undefined
  /** With `task`: most tokens of the list, 1 or more. Default: no limit. */
  maxTokens?: number | undefined
  /** Key of the one server that is shown as it is: its list, its names, its answers. Nothing else may be given then. */
  passThrough?: string | undefined
}

/** Members of {@link ProfileOptions}. */
export const PROFILE_SHAPE = {
  include: z.array(z.string()).optional(),
  exclude: z.array(z.string()).optional(),
  pinned: z.array(z.string().min(1)).optional(),
  pinnedTokens: z.int().min(0).optional(),
  task: z.string().trim().min(1).optional(),
  maxTools: z.int().min(1).optional(),
  maxTokens: z.int().min(1).optional(),
  passThrough: z.string().min(1).optional(),
} as const

/** Shape of {@link ProfileOptions}. */
export const profileOptionsSchema = z.strictObject(PROFILE_SHAPE)
