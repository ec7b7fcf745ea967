import { z } from 'zod'
import { CribError } from '../errors.js'
import { terms } from '../text/terms.js'
import type { Task, TaskMessage } from './Task.js'

/** A part of the task and how much it counts, above 0 to 1. */
export interface WeightedText {
  text: string
  weight: number
}

const conversationSchema = z.strictObject({
  messages: z.array(
    z.looseObject({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: z.string() }),
  ),
})

/** A last message with fewer terms than this refers to what was said before ("yes, send it"). */
const SELF_CONTAINED_TERMS = 4

/** How much each message further back counts, as a factor of the one after it: for short last messages and others. */
const DECAY = { referring: 0.7, selfContained: 0.25 }

/** Messages further back than this say little about the present wish. */
const MAX_MESSAGES = 6

/**
 * Longest part of one message that is ranked by, in UTF-16 code units: the beginning and the end of a longer one, where
 * wishes stand. Keeps a pasted document from costing seconds.
 */
const MAX_TEXT = 40_000

/**
 * Reduces a task to weighted texts, most important first. A string is one text of weight 1. Of a conversation the last
 * user message has weight 1 and the user and assistant messages before it count less the further back they are; much
 * less when the last message says enough by itself. System and tool messages are not ranked by.
 * Throws `task-empty` without any text and `task-invalid` for another shape.
 */
export function taskTexts(task: Task): WeightedText[] {
  const texts = typeof task === 'string' ? [{ text: clip(task), weight: 1 }] : conversationTexts(task)
  const present = texts.filter(({ text }) => text.trim() !== '')
  if (present.length > 0) return present
  throw new CribError(
    'task-empty',
    'The task is empty. Say in a sentence what the user wants, or give { messages } with a user message.',
  )
}

function conversationTexts(task: unknown): WeightedText[] {
  const parsed = conversationSchema.safeParse(task)
  if (!parsed.success) {
    throw new CribError(
      'task-invalid',
      `The task is neither text nor { messages: [{ role, content }] }: ${parsed.error.issues[0]?.message ?? ''}.`,
      {
        details: { issues: parsed.error.issues },
      },
    )
  }
  const said = parsed.data.messages.filter((message) => isRanked(message) && message.content.trim() !== '')
  const last = said.findLastIndex((message) => message.role === 'user')
  const current = said[last]
  if (current === undefined) return []
  const decay =
    terms(current.content.slice(0, MAX_TEXT)).length < SELF_CONTAINED_TERMS
      ? DECAY.referring
      : DECAY.selfContained
  return said
    .slice(Math.max(0, last - MAX_MESSAGES), last + 1)
    .reverse()
    .map((message, distance) => ({ text: clip(message.content), weight: decay ** distance }))
}

function isRanked(message: TaskMessage): boolean {
  return message.role === 'user' || message.role === 'assistant'
}

function clip(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT / 2)}\n${text.slice(-MAX_TEXT / 2)}`
}
