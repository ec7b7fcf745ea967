import type { FrontWeights } from '../lexical/FrontWeights.js'

/** How much texts that are written to be chosen, rather than to describe, are discounted. */
export interface Defences {
  front: FrontWeights
  /** Share of a tool's mean similarity to tasks of every kind that is taken away from its similarity to yours, 0 to 1. */
  hubShare: number
  /** Terms in a row that make a list where nine tenths of them differ, 1 or more. */
  listTerms: number
}

/** Chosen on train/ by `npm run model:robust`, under attack and without; never on the dev sets. */
export const DEFENCES: Defences = Object.freeze({
  front: { text: 40, sentence: 14 },
  hubShare: 0.5,
  listTerms: 80,
})
