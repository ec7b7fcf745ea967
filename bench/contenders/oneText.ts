import type { Task } from 'toolcrib'

/**
 * A task as one text, for contenders that take no conversation: the user's messages, the last one first, so that what a
 * limit on length cuts off is what was said longest ago.
 */
export function oneText(task: Task): string {
  if (typeof task === 'string') return task
  const said = task.messages.filter(({ role }) => role === 'user')
  return said
    .map(({ content }) => content)
    .reverse()
    .join('\n')
}
