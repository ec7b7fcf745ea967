import { splitWords } from '../text/splitWords.js'
import { stem as stemOf } from '../text/stem.js'
import type { Task } from './Task.js'

/** Letters, marks and digits that stand together: a word, or an identifier of several. */
const RUNS = /[\p{L}\p{M}\p{N}]+/gu

/** A task as it would be without a term: every word of that stem is taken out, in identifiers too. */
export function withoutTerm(task: Task, stem: string): Task {
  if (typeof task === 'string') return textWithout(task, stem)
  return {
    messages: task.messages.map((message) => ({ ...message, content: textWithout(message.content, stem) })),
  }
}

function textWithout(text: string, stem: string): string {
  return text.replace(RUNS, (run) => {
    const words = splitWords(run)
    const kept = words.filter((word) => stemOf(word) !== stem)
    return kept.length === words.length ? run : kept.join(' ')
  })
}
