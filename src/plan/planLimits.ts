/** The most that a described conversation may have: far above every context window, and small enough to be simulated. */
export const PLAN_LIMITS = {
  /** Tokens of any one part. */
  tokens: 10_000_000,
  /** Turns, turns of a task, tool calls of a turn. */
  count: 1000,
} as const
