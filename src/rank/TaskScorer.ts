import type { TermMatch } from '../lexical/Bm25Index.js'
import { topNeighbours } from '../vector/topNeighbours.js'
import type { CohortScale } from './Cohort.js'
import { candidatePositions } from './candidatePositions.js'
import type { Contribution } from './contributions.js'
import { createFuse, type Fuse, similarityZ } from './fusion.js'
import { attainableScore, lexicalShare } from './lexicalShare.js'
import type { DenseSignal, RankableCatalog, RankLimits, TaskQuery } from './RankableCatalog.js'
import { SteadyScores } from './SteadyScores.js'
import { toolNearness } from './toolNearness.js'

/** Both signals of one tool for one text. */
export interface Signals {
  /** Cosine, -1 to 1. */
  similarity: number
  /** The same less the tool's hubness, in standard deviations over the cohort. */
  similarityZ: number
  /** BM25 as a share of what the text could attain, 0 to 1. */
  lexical: number
}

/** Scores the tools of a catalog for one text: a task as a whole, or one of its intents. */
export class TaskScorer {
  readonly #catalog: RankableCatalog
  readonly #query: TaskQuery
  readonly #dense: DenseSignal
  readonly #nearness: (position: number) => number
  readonly #bm25: Float32Array
  readonly #attainable: number
  readonly #fuse: Fuse
  readonly #scale: CohortScale

  #last: { position: number; matches: readonly TermMatch[] } | undefined

  constructor(catalog: RankableCatalog, query: TaskQuery, dense: DenseSignal) {
    this.#catalog = catalog
    this.#query = query
    this.#dense = dense
    this.#nearness = toolNearness(catalog, query, dense)
    this.#bm25 = new Float32Array(catalog.tools.length)
    catalog.lexical.addScores(query.terms, this.#bm25)
    this.#attainable = attainableScore(catalog.lexical, query.terms)
    this.#scale = catalog.cohort.scale(query.vector)
    this.#fuse = createFuse(this.#scale, catalog.fusion)
  }

  /** The fused score of the tool at a position. */
  score(position: number): number {
    return this.#fuse(this.#nearness(position), lexicalShare(this.#bm25[position]!, this.#attainable))
  }

  /** The signals behind that score. */
  signals(position: number): Signals {
    return {
      similarity: this.#dense.similarity(position),
      similarityZ: similarityZ(this.#nearness(position), this.#scale),
      lexical: lexicalShare(this.#bm25[position]!, this.#attainable),
    }
  }

  /** The terms that the text and the tool share, strongest first. */
  matches(position: number): readonly TermMatch[] {
    // Evidence and contributions of a tool are asked for one after the other.
    if (this.#last?.position !== position)
      this.#last = { position, matches: this.#catalog.lexical.matches(this.#query.terms, position) }
    return this.#last.matches
  }

  /** What was taken away from the similarity of a tool because it is near to tasks of every kind. */
  hubness(position: number): number {
    return this.#dense.similarity(position) - this.#nearness(position)
  }

  /** What that score is made of; the values add up to it. */
  contributions(position: number): Contribution[] {
    const { fusion } = this.#catalog
    const signals = this.signals(position)
    const matches = this.matches(position)
    const total = matches.reduce((sum, { score }) => sum + score, 0)
    // Beyond a full match words count no more: all of them by the same factor less.
    const each = total > 0 ? (fusion.lexical * signals.lexical) / total : 0
    return [
      ...matches.map(
        ({ word, field, score }): Contribution => ({
          kind: 'words',
          term: word,
          field,
          value: each * score,
        }),
      ),
      { kind: 'meaning', value: fusion.dense * signals.similarityZ },
    ]
  }

  /** How near a tool is beyond what the task is to tools in general, in units of the embedder's spread. */
  excess(position: number): number {
    return (this.#nearness(position) - this.#scale.mean) / this.#catalog.cohort.spread
  }

  /** The scores that do not depend on the other tools of the catalog. */
  steady(candidates: readonly number[]): SteadyScores {
    const present = new Float32Array(this.#catalog.tools.length)
    this.#catalog.lexical.addPresence(this.#query.terms, present)
    const total = this.#query.terms.reduce((sum, { weight }) => sum + weight, 0)
    const z = (position: number) => similarityZ(this.#nearness(position), this.#scale)
    return new SteadyScores({ similarityZ: z, present, total }, candidates)
  }

  /** Share of the terms of a tool's name that stand in the text, 0 to 1. */
  nameShare(position: number): number {
    return this.#catalog.lexical.nameShare(this.#query.terms, position)
  }

  /** Positions of the tools to be scored. */
  candidates(limits: RankLimits): readonly number[] {
    return candidatePositions(this.#catalog, { dense: this.#dense, bm25: this.#bm25 }, limits)
  }

  /** The `limit` candidates with most BM25, those without any left out. */
  lexicalBest(candidates: readonly number[], limit: number): number[] {
    const matching = candidates.filter((position) => this.#bm25[position]! > 0)
    return topNeighbours(this.#bm25, limit, matching).map(({ index }) => index)
  }
}
