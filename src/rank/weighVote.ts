import { lesson } from './lesson.js'
import type { RankableCatalog, TaskQuery } from './RankableCatalog.js'
import type { VoteOutcome } from './Vote.js'
import type { VoteMemory } from './VoteMemory.js'

/** A vote before it is remembered, with the scores of the texts alone. */
export interface WeighedVote {
  /** See `Vote.task`. */
  task: string
  /** Position of the voted tool. */
  position: number
  outcome: VoteOutcome
  query: TaskQuery
  /** Score by the texts alone at a position. */
  score: (position: number) => number
  /** Positions that were scored. */
  candidates: readonly number[]
}

/** What a vote teaches, and how far the votes before it foretold it: in 1 / rank of its tool, below 0 if they misled. */
export function weighVote(
  vote: WeighedVote,
  catalog: RankableCatalog,
  memory: VoteMemory,
): { lesson: number; moved: number } {
  const { task, position, outcome, query, score, candidates } = vote
  const own = score(position)
  const shifts = memory.shifts(query.vector, catalog, { except: task, trust: 1 })
  const alsoGood = memory.goodFor(task, catalog.tools)
  const rivals = candidates.filter((other) => other !== position && !alsoGood.has(other))
  const shifted = (at: number) => score(at) + (shifts.get(at) ?? 0)
  const risen = 1 / place(position, rivals, shifted) - 1 / place(position, rivals, score)
  return {
    lesson: lesson(own, candidates.map(score), outcome),
    moved: outcome === 'good' ? risen : -risen,
  }
}

function place(position: number, rivals: readonly number[], score: (position: number) => number): number {
  const own = score(position)
  return 1 + rivals.filter((other) => score(other) > own).length
}
