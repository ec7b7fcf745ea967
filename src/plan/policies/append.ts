import type { Policy, ToolBlock } from '../Policy.js'
import { addition, taskOf } from '../tasks.js'

/** A list that only grows: every new task puts what it needs at its end, as far as the catalog has more. */
export const append: Policy = {
  name: 'append',
  selects: true,
  constant: false,
  unavailable: () => undefined,
  blocks(turn, { conversation, tools }) {
    const first = Math.min(tools.selected, tools.all)
    const blocks: ToolBlock[] = [{ id: 'task 1', tokens: first }]
    for (let task = 2; task <= taskOf(turn, conversation); task++) {
      const tokens = addition(task - 1, { size: tools.appended, room: tools.all - first })
      if (tokens === 0) break
      blocks.push({ id: `task ${task}`, tokens })
    }
    return blocks
  },
  inline: () => 0,
  lookups: () => [],
}
