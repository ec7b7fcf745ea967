import type { VoteOutcome } from './Vote.js'

/** Scores this far apart differ in belief by a factor of e. The same as where wishes are covered. */
const TEMPERATURE = 1

/**
 * What a vote teaches beyond the texts: the slope of the log likelihood of a softmax over the tools' scores. `scores` are
 * those of all candidates; `own` is the voted tool's, which may be among them.
 */
export function lesson(own: number, scores: readonly number[], outcome: VoteOutcome): number {
  const best = scores.reduce((most, score) => Math.max(most, score), own)
  const sum = scores.reduce((total, score) => total + Math.exp((score - best) / TEMPERATURE), 0)
  const belief = Math.min(1, Math.exp((own - best) / TEMPERATURE) / sum)
  return outcome === 'good' ? 1 - belief : -belief
}
