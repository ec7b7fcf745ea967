/** What the user wants: a sentence, or the conversation so far (the last user message counts most). */
export type Task = string | { messages: readonly TaskMessage[] }

/** One message of a conversation. */
export interface TaskMessage {
  role: 'system' | 'user' | 'assistant' | 'tool'
  content: string
}
