import type { Judgement } from '../judge.js'

/**
 * Tool routing accuracy: whether the first tool is a gold tool or an alternative of one. 0 when nothing was ranked.
 *
 * @returns 0 or 1
 */
export function toolAccuracy({ hits }: Judgement): number {
  return hits[0] === 1 ? 1 : 0
}
