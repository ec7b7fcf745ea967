import type { QueryRow } from './QueryRow.js'

/** What `rank` and `select` take for a labelled task. */
export type QueryTask = string | { messages: { role: 'user'; content: string }[] }

/** The task of a query: its text, or with `history` the conversation that ends in it. */
export function taskOf({ text, history = [] }: Pick<QueryRow, 'text' | 'history'>): QueryTask {
  if (history.length === 0) return text
  return { messages: [...history, text].map((content) => ({ role: 'user', content })) }
}
