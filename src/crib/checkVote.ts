import { z } from 'zod'
import { CribError } from '../errors.js'
import type { FeedbackVote } from './Crib.js'

const voteSchema = z.strictObject({
  task: z.unknown().refine((task) => task !== undefined, 'it is absent'),
  toolId: z.string().min(1),
  outcome: z.enum(['good', 'bad']),
})

/** The vote, if it has the right shape; else throws `feedback-invalid`. The task is checked where it is read. */
export function checkVote(vote: unknown): FeedbackVote {
  const parsed = voteSchema.safeParse(vote)
  if (parsed.success) return parsed.data as FeedbackVote
  const issue = parsed.error.issues[0]
  const where = issue?.path.join('.') || 'vote'
  throw new CribError(
    'feedback-invalid',
    `A vote has the form { task, toolId, outcome: "good" or "bad" }; ${where}: ${issue?.message ?? 'not valid'}.`,
    { details: { path: where } },
  )
}
