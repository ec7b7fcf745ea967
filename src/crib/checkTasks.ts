import { z } from 'zod'
import { CribError } from '../errors.js'
import type { LabelledTask } from './Crib.js'

/** Ids of tools, or messages. */
const ids = z.array(z.string().min(1))

const tasksSchema = z.array(
  z.looseObject({
    text: z.string().trim().min(1),
    history: ids.nullish(),
    gold: ids,
    anyOf: z.boolean().nullish(),
    alternatives: z.record(z.string(), ids).nullish(),
  }),
)

/** Copies of the tasks, if they have the right shape; else throws `calibration-invalid`. */
export function checkTasks(tasks: unknown): readonly LabelledTask[] {
  const parsed = tasksSchema.safeParse(tasks)
  // Not what was parsed: records lose a key named __proto__ there.
  if (parsed.success) return (tasks as readonly LabelledTask[]).map(copyOf)
  const issue = parsed.error.issues[0]
  const where = issue?.path.join('.') || 'tasks'
  throw new CribError(
    'calibration-invalid',
    `Labelled tasks have the form [{ text, gold: [tool ids] }]; ${where}: ${issue?.message ?? 'not valid'}.`,
    { details: { path: where } },
  )
}

function copyOf({ text, history, gold, anyOf, alternatives }: LabelledTask): LabelledTask {
  const copy = { text, history: [...(history ?? [])], gold: [...gold], anyOf: anyOf === true }
  return { ...copy, alternatives: alternatives ?? {} }
}
