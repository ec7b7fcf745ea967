/**
 * A conversation of an agent, as its cost depends on it. In every turn the user writes, the model calls tools one after
 * another (each answer is sent back in a request of its own, with everything before it) and then answers.
 */
export interface Conversation {
  /** Turns of the user, 1 to 1,000. Default 10. */
  readonly turns: number
  /** Tokens of the system prompt, tools aside, 0 to 10 million. Default 1,000. */
  readonly systemTokens: number
  /** Tokens of messages that stand there before the first turn, 0 to 10 million. Default 0. */
  readonly historyTokens: number
  /** Tokens that the user writes in a turn, 0 to 10 million. Default 100. */
  readonly userTokens: number
  /** Tokens of the model's answer at the end of a turn, 0 to 10 million. Default 300. */
  readonly outputTokens: number
  /** Tool calls of a turn, 0 to 1,000. Default 3. */
  readonly toolCallsPerTurn: number
  /** Tokens that the model writes to call a tool or to search for one, 0 to 10 million. Default 80. */
  readonly callTokens: number
  /** Tokens of a tool's answer, 0 to 10 million. Default 500. */
  readonly toolResultTokens: number
  /** A new task begins in the first turn and after so many turns, 1 to 1,000. Default 3. */
  readonly turnsPerTask: number
  /** Seconds from the end of a turn to the next, 0 or more. Default 60. */
  readonly secondsBetweenTurns: number
  /** Seconds from one request of a turn to its next, 0 or more. Default 5. */
  readonly secondsPerRequest: number
  /**
   * `short` and `long`: the shortest and the longest life of cached prefixes that the model offers; `off`: nothing is
   * cached. Default `short`.
   */
  readonly cache: 'short' | 'long' | 'off'
  /**
   * True where other conversations keep the tools and the system prompt cached, as far as they begin alike: selections
   * differ, so nothing is shared from them on. Default false.
   */
  readonly sharedPrefix: boolean
}

/** What a conversation is where nothing else is said. */
export const DEFAULT_CONVERSATION: Conversation = Object.freeze({
  turns: 10,
  systemTokens: 1000,
  historyTokens: 0,
  userTokens: 100,
  outputTokens: 300,
  toolCallsPerTurn: 3,
  callTokens: 80,
  toolResultTokens: 500,
  turnsPerTask: 3,
  secondsBetweenTurns: 60,
  secondsPerRequest: 5,
  cache: 'short',
  sharedPrefix: false,
})
