import type { FeedbackVote } from 'toolcrib'
import { type QueryRow, seededRandom, toGroups } from 'toolcrib/eval'

/** How many false votes are cast. */
export const FALSE_VOTES = 100

/** Votes for every right tool of these tasks. */
export function honestVotes(tasks: readonly QueryRow[]): FeedbackVote[] {
  return tasks.flatMap(({ text, gold }) =>
    [...new Set(gold)].map((toolId): FeedbackVote => ({ task: text, toolId, outcome: 'good' })),
  )
}

/** On the first 100 tasks each a vote for a wrong tool, drawn by the seed. */
export function scatteredVotes(
  tasks: readonly QueryRow[],
  ids: readonly string[],
  seed: number,
): FeedbackVote[] {
  const random = seededRandom(seed)
  return tasks.slice(0, FALSE_VOTES).flatMap((task) => {
    const wrong = ids.filter((id) => !isRight(task, id))
    const toolId = wrong[random() % Math.max(1, wrong.length)]
    return toolId === undefined ? [] : [{ task: task.text, toolId, outcome: 'good' as const }]
  })
}

/** On the first 100 tasks for which one tool is wrong, a vote for that tool. */
export function pushingVotes(tasks: readonly QueryRow[], toolId: string): FeedbackVote[] {
  return tasks
    .filter((task) => !isRight(task, toolId))
    .slice(0, FALSE_VOTES)
    .map(({ text }) => ({ task: text, toolId, outcome: 'good' }))
}

/** Whether a tool is one of a task's right ones, or as good as one. */
export function isRight(task: QueryRow, id: string): boolean {
  return toGroups(task).some((group) => group.includes(id))
}
