import type { Field } from '../lexical/Field.js'
import type { ScoredTool } from './ScoredTool.js'
import type { TaskScorer } from './TaskScorer.js'

/** One part of a tool's score. */
export interface Contribution {
  /**
   * `words`: a term that the task and the tool share; `meaning`: how near they are as a whole; `feedback`: votes on similar
   * tasks.
   */
  kind: 'words' | 'meaning' | 'feedback'
  /** Of `words`: the task's word, lower case, and the most telling field that has it. */
  term?: string
  field?: Field
  /** The part of the task that it counts for; absent for the task as a whole. */
  intent?: string
  /** What it adds to the score; below 0 where a tool is further from the task than tools are in general. */
  value: number
}

/**
 * What a tool's score is made of, largest first; the values add up to the score. A tool that serves one of several wishes
 * is scored by a blend of the whole task and that wish, and so are its parts.
 */
export function contributionsOf(scored: ScoredTool, whole: TaskScorer): Contribution[] {
  const { position, served } = scored
  const parts =
    served === undefined
      ? whole.contributions(position)
      : [
          ...scale(whole.contributions(position), 1 - served.share),
          ...scale(served.scorer.contributions(position), served.share).map((part) => ({
            ...part,
            intent: served.text,
          })),
        ]
  if (scored.shift !== undefined) parts.push({ kind: 'feedback', value: scored.shift })
  return parts.sort((a, b) => b.value - a.value)
}

function scale(parts: readonly Contribution[], share: number): Contribution[] {
  return parts.map((part) => ({ ...part, value: share * part.value }))
}
