import type { Embedder } from '../embed/Embedder.js'
import { CribError } from '../errors.js'
import { TaskScorer } from '../rank/TaskScorer.js'
import { taskTexts, type WeightedText } from '../rank/taskTexts.js'
import type { FeedbackState, Vote, VoteOutcome } from '../rank/Vote.js'
import { VoteMemory } from '../rank/VoteMemory.js'
import { VOTE_OPTIONS, type VoteOptions } from '../rank/voteWeight.js'
import { weighVote } from '../rank/weighVote.js'
import { packVector } from '../vector/packVector.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import type { FeedbackReport, FeedbackVote } from './Crib.js'
import { checkVote } from './checkVote.js'
import { denseSignal } from './denseSignal.js'
import { taskQuery } from './taskQuery.js'

interface ReceivedVote {
  texts: readonly WeightedText[]
  toolId: string
  outcome: VoteOutcome
  /** Of the time when it came. */
  memory: VoteMemory
}

/** The votes of one engine: taken, handed out, forgotten. Only the host's own calls come here. */
export class FeedbackKeeper {
  readonly #embedder: Embedder
  readonly #options: VoteOptions
  #memory: VoteMemory

  /** `state`: parsed already, of this embedder; undefined begins without votes. */
  constructor(embedder: Embedder, state: FeedbackState | undefined, options = VOTE_OPTIONS) {
    this.#embedder = embedder
    this.#options = options
    this.#memory = new VoteMemory(embedder.dimensions, options)
    if (state === undefined) return
    for (const vote of state.votes) this.#memory.add(vote)
    this.#memory.record = state.record
  }

  /** What ranks. */
  get memory(): VoteMemory {
    return this.#memory
  }

  /**
   * Reads a vote as it is now, and returns what takes it later: a vote that votes are cleared after is forgotten with
   * them. Throws `feedback-invalid`, `task-empty`, `task-invalid`; taking rejects with `feedback-invalid`, and as
   * ranking does.
   */
  receive(
    vote: FeedbackVote,
  ): (current: IndexedCatalog, signal: AbortSignal | undefined) => Promise<FeedbackReport> {
    const { task, toolId, outcome } = checkVote(vote)
    const given = { texts: taskTexts(task), toolId, outcome, memory: this.#memory }
    return (current, signal) => this.#take(given, current, signal)
  }

  async #take(
    { texts, toolId, outcome, memory }: ReceivedVote,
    current: IndexedCatalog,
    signal: AbortSignal | undefined,
  ): Promise<FeedbackReport> {
    const tool = current.catalog.get(toolId)
    if (tool?.id !== toolId) throw unknownTool(toolId)
    const { whole: query } = await taskQuery(this.#embedder, texts, { signal })
    const packed = packVector(query.vector)
    const scorer = new TaskScorer(current.rankable, query, denseSignal(current.slots, query.vector))
    const scores = new Map(scorer.candidates({ limit: 1 }).map((at) => [at, scorer.score(at)]))
    const position = current.rankable.tools.indexOf(tool)
    const { lesson, moved } = weighVote(
      {
        task: packed,
        position,
        outcome,
        query,
        score: (at) => scores.get(at) ?? scorer.score(at),
        candidates: [...scores.keys()],
      },
      current.rankable,
      memory,
    )
    const vote: Vote = { task: packed, toolId, outcome, hash: tool.hash, lesson }
    const isRepeated = memory.has(vote)
    const isKnown = memory.add(vote)
    // The same vote once more says nothing about whether votes foretell others.
    if (isKnown && !isRepeated) memory.note(moved)
    const { votes, trust } = this.#memory
    return { remembered: isKnown && memory === this.#memory, votes: votes.length, trust }
  }

  /** The state as plain JSON. */
  export(): FeedbackState {
    const { record, votes } = this.#memory
    return {
      version: 1,
      embedder: this.#embedder.id,
      record: { ...record },
      votes: votes.map((vote) => ({ ...vote })),
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#memory = new VoteMemory(this.#embedder.dimensions, this.#options)
  }
}

function unknownTool(id: string): CribError {
  return new CribError(
    'feedback-invalid',
    `The vote names ${JSON.stringify(id)}, which is no tool of this catalog. Give the id of a tool, as rank and select return it.`,
    { details: { path: 'toolId', id } },
  )
}
