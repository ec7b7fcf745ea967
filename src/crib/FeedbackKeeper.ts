import type { Embedder } from '../embed/Embedder.js'
import { CribError } from '../errors.js'
import { TaskScorer } from '../rank/TaskScorer.js'
import { taskTexts } from '../rank/taskTexts.js'
import type { FeedbackState, Vote } from '../rank/Vote.js'
import { VoteMemory } from '../rank/VoteMemory.js'
import { VOTE_OPTIONS, type VoteOptions } from '../rank/voteWeight.js'
import { weighVote } from '../rank/weighVote.js'
import { packVector } from '../vector/packVector.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import type { FeedbackReport, FeedbackVote } from './Crib.js'
import { checkVote } from './checkVote.js'
import { denseSignal } from './denseSignal.js'
import { taskQuery } from './taskQuery.js'

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

  /** Takes a vote. Rejects with `feedback-invalid`, and as ranking does. */
  async take(
    current: IndexedCatalog,
    given: FeedbackVote,
    signal: AbortSignal | undefined,
  ): Promise<FeedbackReport> {
    const { task, toolId, outcome } = checkVote(given)
    const tool = current.catalog.get(toolId)
    if (tool?.id !== toolId) throw unknownTool(toolId)
    const { whole: query } = await taskQuery(this.#embedder, taskTexts(task), { signal })
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
      this.#memory,
    )
    const vote: Vote = { task: packed, toolId, outcome, hash: tool.hash, lesson }
    const isRepeated = this.#memory.has(vote)
    const remembered = this.#memory.add(vote)
    // The same vote once more says nothing about whether votes foretell others.
    if (remembered && !isRepeated) this.#memory.note(moved)
    return { remembered, votes: this.#memory.votes.length, trust: this.#memory.trust }
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
