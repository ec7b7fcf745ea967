import type { Task } from '../../rank/Task.js'

/** What the user said. */
export interface SaidTask {
  /** The last message. */
  text: string
  /** Messages before it, oldest first, at most five. */
  history: string[]
}

/** Messages before the last that are kept: the ranking looks at no more. */
const MAX_HISTORY = 5
/** Longest part of a message that is kept, in UTF-16 code units. */
const MAX_TEXT = 8_000

/** The user's part of a task. Empty where it has none; whether a task is valid is for the selection to say. */
export function saidIn(task: Task): SaidTask {
  const said = typeof task === 'string' ? [task] : userMessages(task)
  const cut = said.map((text) => text.slice(0, MAX_TEXT))
  return { text: cut.at(-1) ?? '', history: cut.slice(-MAX_HISTORY - 1, -1) }
}

/** Of what a host gave, which need not have the shape. */
function userMessages(task: unknown): string[] {
  const messages = typeof task === 'object' && task !== null && 'messages' in task ? task.messages : []
  if (!Array.isArray(messages)) return []
  return messages.flatMap((message: unknown) => {
    if (typeof message !== 'object' || message === null) return []
    const { role, content } = message as { role?: unknown; content?: unknown }
    return role === 'user' && typeof content === 'string' && content.trim() !== '' ? [content] : []
  })
}
