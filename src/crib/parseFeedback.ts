import { z } from 'zod'
import type { Embedder } from '../embed/Embedder.js'
import { CribError } from '../errors.js'
import type { FeedbackState } from '../rank/Vote.js'
import { MAX_VOTES } from '../rank/VoteMemory.js'
import { unpackVector } from '../vector/packVector.js'

const stateSchema = z.object({
  version: z.literal(1),
  embedder: z.string().min(1),
  record: z.object({ gain: z.number().min(0), loss: z.number().min(0) }),
  votes: z
    .array(
      z.object({
        task: z.string(),
        toolId: z.string().min(1),
        outcome: z.enum(['good', 'bad']),
        hash: z.string().min(1),
        lesson: z.number().min(-1).max(1),
      }),
    )
    .max(MAX_VOTES),
})

/**
 * Reads stored feedback. Throws `feedback-invalid` where it does not parse and `feedback-mismatch` where its votes are
 * vectors of another embedder.
 */
export function parseFeedback(value: unknown, { id, dimensions }: Embedder): FeedbackState {
  const parsed = stateSchema.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw invalid(issue?.path.join('.') || 'feedback', issue?.message ?? 'not valid')
  }
  const state = parsed.data
  if (state.embedder !== id) {
    throw new CribError(
      'feedback-mismatch',
      `The feedback belongs to the embedder ${JSON.stringify(state.embedder)}, and this one is ${JSON.stringify(id)}. Use that embedder, or begin without votes: feedback: true.`,
      { details: { expected: id, actual: state.embedder } },
    )
  }
  const broken = state.votes.findIndex(({ task }) => unpackVector(task, dimensions) === undefined)
  if (broken >= 0)
    throw invalid(`votes.${broken}.task`, `not a vector of ${dimensions} values in base64, one byte each`)
  return state
}

function invalid(path: string, problem: string): CribError {
  return new CribError(
    'feedback-invalid',
    `The feedback does not parse: ${path}: ${problem}. Give what exportFeedback returned, or true to begin without votes.`,
    { details: { path } },
  )
}
