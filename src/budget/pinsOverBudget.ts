import { CribError } from '../errors.js'

/** The pinned tools and what they take. */
export interface PinnedCost {
  /** Names to show. */
  names: readonly string[]
  /** Tokens of all pinned tools as one list. */
  tokens: number
}

/** The error of pinned tools that alone exceed a limit. */
export function pinsOverBudget(
  { names, tokens }: PinnedCost,
  limits: { maxTokens?: number | undefined; maxTools?: number | undefined },
): CribError {
  const { maxTokens = null, maxTools = null } = limits
  const listed = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', ...' : ''}`
  const subject =
    names.length === 1
      ? `The pinned tool (${listed}) takes`
      : `The ${names.length} pinned tools (${listed}) take`
  return new CribError(
    'pins-over-budget',
    `${subject} ${tokens} tokens; ` +
      `the limits are ${maxTokens ?? 'any number of'} tokens and ${maxTools ?? 'any number of'} tools. Pin fewer or raise the limit.`,
    { details: { tokens, maxTokens, tools: names.length, maxTools } },
  )
}
