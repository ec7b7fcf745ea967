/** How a tool did for a task: `good` where it was what the task needed, `bad` where it was not. */
export type VoteOutcome = 'good' | 'bad'

/** What is remembered of one vote: no text of the task, only where its vector points. */
export interface Vote {
  /** The task's vector, as {@link packVector} writes it. */
  task: string
  /** Id of the tool. */
  toolId: string
  outcome: VoteOutcome
  /** Hash of the definition that was voted on: under another one the vote does not count. */
  hash: string
  /**
   * What the vote teaches, -1 to 1: 1 - p for a good one and -p for a bad one, where p is the share of belief that the
   * tool had by its texts alone. A tool that is first anyway teaches nothing and needs no help.
   */
  lesson: number
}

/** How well votes have foretold later votes. */
export interface VoteRecord {
  /** By how much the earlier votes brought voted tools nearer to where the vote wanted them, in 1 / rank, summed. */
  gain: number
  /** By how much they took them further away. */
  loss: number
}

/** All that is remembered: plain JSON, to keep and to give to `createCrib`. */
export interface FeedbackState {
  version: 1
  /** Id of the embedder of the task vectors. */
  embedder: string
  record: VoteRecord
  /** Oldest first; at most 5,000. */
  votes: readonly Vote[]
}
