import type { Policy } from '../Policy.js'
import { addition, startsTask, taskOf } from '../tasks.js'

/** One selection in the list; what later tasks need is added in the conversation, where the provider takes it. */
export const appendInline: Policy = {
  name: 'append-inline',
  selects: true,
  constant: false,
  unavailable: ({ provider, addsToolsInMessages }) =>
    addsToolsInMessages ? undefined : `${provider} takes no tools within the conversation`,
  blocks: (_turn, { tools }) => [{ id: 'selection', tokens: Math.min(tools.selected, tools.all) }],
  inline(turn, { conversation, tools }) {
    if (turn === 1 || !startsTask(turn, conversation)) return 0
    const room = tools.all - Math.min(tools.selected, tools.all)
    return addition(taskOf(turn, conversation) - 1, { size: tools.appended, room })
  },
  lookups: () => [],
}
