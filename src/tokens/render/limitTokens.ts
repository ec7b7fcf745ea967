import type { ToolTokens } from './ToolTokens.js'

/** What a limit must be checked on: the most that it can be where that is known, else the best figure. */
export function limitTokens({ high, tokens }: ToolTokens): number {
  return high ?? tokens
}
