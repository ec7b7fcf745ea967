import type { Bm25Options } from './Bm25Options.js'
import { FIELDS, type Field } from './Field.js'
import type { LexicalDocument } from './LexicalDocument.js'

/** One term of a task with its weight, 0 and up (1 for a plain task). */
export interface WeightedTerm {
  stem: string
  word: string
  weight: number
}

/** What one term contributes to one document. */
export interface TermMatch {
  word: string
  /** The most telling field that has the term. */
  field: Field
  /** Its part of the document's score. */
  score: number
}

interface Postings {
  documents: Uint32Array
  /** Full BM25 contribution of the term to each document: precomputed, so that a search only adds. */
  impacts: Float32Array
  /** The most telling field that has the term in each document: the first in the order of `FIELDS`. */
  fields: Uint8Array
}

/** Field-weighted BM25 over a fixed list of documents, with the contribution of every term computed ahead. */
export class Bm25Index {
  readonly size: number
  readonly #postings: Map<string, Postings>
  readonly #k1: number
  readonly #nameTerms: Uint16Array

  constructor(documents: readonly LexicalDocument[], options: Bm25Options) {
    this.size = documents.length
    this.#k1 = options.k1
    this.#postings = buildPostings(documents, options)
    this.#nameTerms = Uint16Array.from(documents, nameTerms)
  }

  /** Whether any document contains the term. */
  has(stem: string): boolean {
    return this.#postings.has(stem)
  }

  /** Robertson-Sparck Jones weight, never negative: ln(1 + (N - n + 0.5) / (n + 0.5)) with n documents of N. */
  idf(stem: string): number {
    return inverseFrequency(this.size, this.#postings.get(stem)?.documents.length ?? 0)
  }

  /** The most that one term of weight 1 can contribute: idf x (k1 + 1), approached by endless repetition. */
  attainable(stem: string): number {
    return this.idf(stem) * (this.#k1 + 1)
  }

  /** Adds the score of every document for these terms to `scores` (length = size). */
  addScores(terms: readonly WeightedTerm[], scores: Float32Array): void {
    for (const { stem, weight } of terms) {
      const postings = this.#postings.get(stem)
      if (postings === undefined) continue
      const { documents, impacts } = postings
      for (let i = 0; i < documents.length; i++) {
        const document = documents[i]!
        scores[document] = scores[document]! + weight * impacts[i]!
      }
    }
  }

  /** Adds to `weights` (length = size) the weight of every term that a document contains, whatever its frequency. */
  addPresence(terms: readonly WeightedTerm[], weights: Float32Array): void {
    for (const { stem, weight } of terms)
      for (const document of this.#postings.get(stem)?.documents ?? [])
        weights[document] = weights[document]! + weight
  }

  /** Share of the distinct terms of a document's name that are among these, 0 to 1; 0 without any. */
  nameShare(terms: readonly WeightedTerm[], document: number): number {
    const all = this.#nameTerms[document]!
    if (all === 0) return 0
    const found = terms.filter(({ stem }) => {
      const postings = this.#postings.get(stem)
      const at = postings === undefined ? -1 : binarySearch(postings.documents, document)
      return at >= 0 && postings!.fields[at] === NAME
    })
    return found.length / all
  }

  /** The terms that one document contains, strongest first. */
  matches(terms: readonly WeightedTerm[], document: number): TermMatch[] {
    const result: TermMatch[] = []
    for (const { stem, word, weight } of terms) {
      const postings = this.#postings.get(stem)
      const at = postings === undefined ? -1 : binarySearch(postings.documents, document)
      if (postings === undefined || at < 0) continue
      result.push({ word, field: FIELDS[postings.fields[at]!]!, score: weight * postings.impacts[at]! })
    }
    return result.sort((a, b) => b.score - a.score)
  }
}

const NAME = FIELDS.indexOf('name')

function nameTerms({ counts }: LexicalDocument): number {
  let found = 0
  for (const row of counts.values()) if (row[NAME]! > 0) found += 1
  return found
}

function buildPostings(documents: readonly LexicalDocument[], options: Bm25Options): Map<string, Postings> {
  const norms = lengthNorms(documents, options.b)
  const weights = FIELDS.map((field) => options.weights[field])
  const frequencies = new Map<string, number>()
  for (const { counts } of documents)
    for (const stem of counts.keys()) frequencies.set(stem, (frequencies.get(stem) ?? 0) + 1)
  const postings = new Map<string, Postings>()
  const filled = new Map<string, number>()
  for (const [stem, n] of frequencies) {
    postings.set(stem, {
      documents: new Uint32Array(n),
      impacts: new Float32Array(n),
      fields: new Uint8Array(n),
    })
    filled.set(stem, 0)
  }
  for (const [document, { counts }] of documents.entries()) {
    for (const [stem, row] of counts) {
      const target = postings.get(stem)!
      const at = filled.get(stem)!
      filled.set(stem, at + 1)
      const idf = inverseFrequency(documents.length, target.documents.length)
      const frequency = weighted(row, norms[document]!, weights)
      target.documents[at] = document
      target.impacts[at] = (idf * frequency * (options.k1 + 1)) / (frequency + options.k1)
      target.fields[at] = row.findIndex((count) => count > 0)
    }
  }
  return postings
}

/** The term frequency over all fields, each divided by its length norm. */
function weighted(row: Float32Array, norms: Float32Array, weights: readonly number[]): number {
  let frequency = 0
  for (let field = 0; field < weights.length; field++)
    frequency += (weights[field]! * row[field]!) / norms[field]!
  return frequency
}

/** 1 - b + b x length / average length, by document and field. */
function lengthNorms(documents: readonly LexicalDocument[], b: number): Float32Array[] {
  const averages = FIELDS.map(
    (_, field) => documents.reduce((sum, { lengths }) => sum + lengths[field]!, 0) / documents.length || 1,
  )
  return documents.map(({ lengths }) =>
    Float32Array.from(averages, (average, field) => 1 - b + (b * lengths[field]!) / average),
  )
}

function inverseFrequency(size: number, n: number): number {
  return Math.log(1 + (size - n + 0.5) / (n + 0.5))
}

function binarySearch(sorted: Uint32Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = sorted[middle]!
    if (found === value) return middle
    if (found < value) low = middle + 1
    else high = middle - 1
  }
  return -1
}
