import { z } from 'zod'
import { CribError } from '../errors.js'
import type { Task } from '../rank/Task.js'
import type { CliIo } from './CliIo.js'
import { parseJson } from './parseJson.js'
import { readTextFile } from './readTextFile.js'

/** Where the task comes from: words on the command line, or a file with a conversation. */
export interface TaskArgs {
  /** The task itself, or `-` for all of standard input. */
  task?: string
  /** A JSON file `{ "messages": [{ "role", "content" }] }` (or the array alone), or `-` for standard input. */
  messages?: string
}

const messagesSchema = z.array(
  z.looseObject({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: z.string() }),
)
const conversationSchema = z.union([z.looseObject({ messages: messagesSchema }), messagesSchema])

/** The task to rank by. Throws `usage` when none or both are given, and the coded errors of the file. */
export async function readTask({ task, messages }: TaskArgs, io: CliIo): Promise<Task> {
  if ((task === undefined) === (messages === undefined)) {
    const what = task === undefined ? 'No task was given' : 'A task and --messages were both given'
    throw new CribError(
      'usage',
      `${what}. Give the task in quotes, - for standard input, or --messages FILE.`,
      {
        details: { argument: 'task' },
      },
    )
  }
  if (messages === undefined) return task === '-' ? io.readStdin() : (task as string)
  const text = messages === '-' ? await io.readStdin() : await readTextFile(messages, '--messages', io)
  return parseConversation(text, messages === '-' ? 'standard input' : messages)
}

function parseConversation(text: string, file: string): Task {
  const parsed = conversationSchema.safeParse(parseJson(text, file))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new CribError(
      'task-invalid',
      `${file} does not hold a conversation. Give { "messages": [{ "role": "user", "content": "..." }] } with the roles system, user, assistant and tool.`,
      { details: { file, issue: issue?.message } },
    )
  }
  const list = Array.isArray(parsed.data) ? parsed.data : parsed.data.messages
  return { messages: list.map(({ role, content }) => ({ role, content })) }
}
