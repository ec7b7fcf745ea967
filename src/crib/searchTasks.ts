import { z } from 'zod'

/** Tasks that one call may hold, and characters of one task: a model that sends more is told so. */
const MAX_TASKS = 8
const MAX_LENGTH = 10_000

const text = z.string().trim().min(1).max(MAX_LENGTH)
const argumentsSchema = z.looseObject({ tasks: z.union([text, z.array(text).min(1).max(MAX_TASKS)]) })

/** The tasks of a call, or a sentence for the model that says what to send instead. */
export function searchTasks(args: unknown): { tasks: string[] } | { fault: string } {
  const parsed = argumentsSchema.safeParse(typeof args === 'string' ? fromJson(args) : args)
  if (parsed.success) return { tasks: [parsed.data.tasks].flat() }
  return {
    fault: `The arguments could not be read. Send {"tasks": ["what you want to do"]} with 1 to ${MAX_TASKS} tasks, none of them empty or over ${MAX_LENGTH} characters.`,
  }
}

function fromJson(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
