import type { Tool } from '../tool/Tool.js'
import { unpackVector } from '../vector/packVector.js'
import { VectorRows } from '../vector/VectorRows.js'
import type { RankableCatalog } from './RankableCatalog.js'
import type { Shifts } from './shiftRanks.js'
import type { Vote, VoteRecord } from './Vote.js'
import { VOTE_OPTIONS, type VoteOptions, voteWeight } from './voteWeight.js'

/** Votes that are remembered; the oldest go first. */
export const MAX_VOTES = 5_000

/** Rows of forgotten votes are kept until there are so many: then all rows are copied once. */
const MAX_FORGOTTEN = 1_000

/** Tools that one task's votes raise at most, and as many that they lower. */
const MOST_SHIFTED = 5

/** What votes are about. */
type VotedCatalog = Pick<RankableCatalog, 'tools' | 'cohort'>

/** What ranking asks of votes. */
export interface VoteShifts {
  /** What the votes add to the scores of tools for a task, by position. See {@link VoteMemory.shifts}. */
  shifts(task: Float32Array, catalog: VotedCatalog, options?: ShiftOptions): Shifts
}

/** How votes are asked. */
export interface ShiftOptions {
  /** Votes on this very task ({@link Vote.task}) are left out. Default: none are. */
  except?: string
  /** How far votes are believed, 0 to 1. Default: as far as they have earned. */
  trust?: number
}

/**
 * The votes of one embedder, and what they say about a task: the weighted share of what the votes near it taught about
 * each tool (the estimate of Nadaraya and Watson), with doubt as one more vote for nothing. Of a tool that is raised, what
 * votes teach about it for any task is taken off. A vote among others that disagree counts for little, one for a tool that
 * is voted for everywhere too, and all of them count as far as votes have foretold later ones.
 */
export class VoteMemory implements VoteShifts {
  readonly #dimensions: number
  readonly #options: VoteOptions
  #rows: VectorRows
  /** By row; the first `#forgotten` are gone. */
  #votes: Vote[] = []
  #forgotten = 0
  readonly #rowOf = new Map<string, number>()
  #record: VoteRecord = { gain: 0, loss: 0 }
  /** Position of each row's tool among `#tools`, or -1 where it is absent or has changed. */
  #positions: number[] = []
  #tools: readonly Tool[] = []
  #positionOf = new Map<string, number>()
  /** What all votes teach about each tool, by position; undefined when it is to be summed anew. */
  #taught: Float64Array | undefined

  constructor(dimensions: number, options: VoteOptions = VOTE_OPTIONS) {
    this.#dimensions = dimensions
    this.#options = options
    this.#rows = new VectorRows(dimensions)
  }

  /** The votes, oldest first. */
  get votes(): readonly Vote[] {
    return this.#votes.slice(this.#forgotten)
  }

  /** How well they have foretold each other. Set when a state is taken over. */
  get record(): VoteRecord {
    return this.#record
  }

  set record({ gain, loss }: VoteRecord) {
    this.#record = { gain, loss }
  }

  /** How far votes are believed, 0 to 1. */
  get trust(): number {
    const { gain, loss } = this.#record
    const { credit } = this.#options
    return Math.max(0, (gain - loss + credit) / (gain + loss + credit))
  }

  /** Whether this tool was voted on for this very task. */
  has({ task, toolId }: Pick<Vote, 'task' | 'toolId'>): boolean {
    return this.#rowOf.has(keyOf(task, toolId))
  }

  /** Positions of the tools that were found good for this very task. */
  goodFor(task: string, tools: readonly Tool[]): Set<number> {
    this.#look(tools)
    const good = this.#positions.filter((_, row) => {
      const vote = this.#votes[row]!
      return row >= this.#forgotten && vote.task === task && vote.outcome === 'good'
    })
    return new Set(good)
  }

  /** Notes how far earlier votes moved a tool towards where a new vote wants it, in 1 / rank; negative: away. */
  note(moved: number): void {
    const { gain, loss } = this.#record
    this.#record = moved > 0 ? { gain: gain + moved, loss } : { gain, loss: loss - moved }
  }

  /**
   * Remembers a vote; one on the same task and tool is replaced, and keeps its age. False, and nothing is remembered,
   * for a task vector that does not have the embedder's dimensions or that is zero.
   */
  add(vote: Vote): boolean {
    const vector = unpackVector(vote.task, this.#dimensions)
    if (vector === undefined || vector.every((value) => value === 0)) return false
    const key = keyOf(vote.task, vote.toolId)
    const row = this.#rowOf.get(key) ?? this.#votes.length
    if (row === this.#votes.length) this.#rows.append([vector])
    this.#votes[row] = vote
    this.#positions[row] = this.#positionIn(vote)
    this.#rowOf.set(key, row)
    this.#taught = undefined
    if (this.#rowOf.size > MAX_VOTES) this.#forgetOldest()
    return true
  }

  /**
   * What the votes add to the scores of tools for a task (unit vector, or zero), by position: each at most `most` up or
   * down; the five tools that are raised most and the five that are lowered most.
   */
  shifts(task: Float32Array, { tools, cohort }: VotedCatalog, options: ShiftOptions = {}): Shifts {
    const { except, trust = this.trust } = options
    this.#look(tools)
    const { mean } = cohort.scale(task)
    const sums = new Map<number, number>()
    let total = this.#options.doubt
    const cosines = this.#rows.scores(task)
    // A snapshot shares its rows with a memory that may have more by now.
    for (let row = this.#forgotten; row < this.#votes.length; row++) {
      const position = this.#positions[row]!
      if (position < 0) continue
      const weight = voteWeight(cosines[row]!, mean, this.#options)
      if (weight === 0 || this.#votes[row]!.task === except) continue
      total += weight
      sums.set(position, (sums.get(position) ?? 0) + weight * this.#votes[row]!.lesson)
    }
    const taught = this.#sumTaught()
    const all = this.#votes.length - this.#forgotten + this.#options.others
    const shifts = [...sums].map(([position, sum]): [number, number] => {
      const share = sum / total
      const special = share > 0 ? Math.max(0, share - Math.max(0, taught[position]! / all)) : share
      return [position, trust * this.#options.most * special]
    })
    return mostShifted(shifts)
  }

  /** The votes as they are now: what is remembered or forgotten later does not change it. */
  snapshot(): VoteShifts {
    const copy = new VoteMemory(this.#dimensions, this.#options)
    // Rows are only ever appended to, and replaced as a whole.
    copy.#rows = this.#rows
    copy.#votes = [...this.#votes]
    copy.#forgotten = this.#forgotten
    copy.#record = this.#record
    copy.#positions = [...this.#positions]
    copy.#tools = this.#tools
    copy.#positionOf = this.#positionOf
    return copy
  }

  #sumTaught(): Float64Array {
    if (this.#taught !== undefined) return this.#taught
    const taught = new Float64Array(this.#tools.length)
    for (let row = this.#forgotten; row < this.#votes.length; row++) {
      const position = this.#positions[row]!
      if (position >= 0) taught[position] = taught[position]! + this.#votes[row]!.lesson
    }
    this.#taught = taught
    return taught
  }

  #forgetOldest(): void {
    const { task, toolId } = this.#votes[this.#forgotten]!
    this.#rowOf.delete(keyOf(task, toolId))
    this.#forgotten++
    if (this.#forgotten < MAX_FORGOTTEN) return
    const kept = this.votes
    const rows = new VectorRows(this.#dimensions)
    rows.append(kept.map((_, at) => this.#rows.vectorAt(this.#forgotten + at)))
    this.#rows = rows
    this.#votes = [...kept]
    this.#positions = this.#positions.slice(this.#forgotten)
    this.#forgotten = 0
    for (const [row, vote] of this.#votes.entries()) this.#rowOf.set(keyOf(vote.task, vote.toolId), row)
  }

  /** Finds the tools of the votes in another catalog than before. */
  #look(tools: readonly Tool[]): void {
    if (tools === this.#tools) return
    this.#tools = tools
    this.#taught = undefined
    this.#positionOf = new Map(tools.map(({ id }, position) => [id, position]))
    this.#positions = this.#votes.map((vote) => this.#positionIn(vote))
  }

  #positionIn({ toolId, hash }: Vote): number {
    const position = this.#positionOf.get(toolId)
    return position !== undefined && this.#tools[position]!.hash === hash ? position : -1
  }
}

function keyOf(task: string, toolId: string): string {
  return `${task} ${toolId}`
}

function mostShifted(shifts: [number, number][]): Shifts {
  const byShift = shifts.sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const raised = byShift.filter(([, shift]) => shift > 0).slice(0, MOST_SHIFTED)
  const lowered = byShift.filter(([, shift]) => shift < 0).slice(-MOST_SHIFTED)
  return new Map([...raised, ...lowered])
}
