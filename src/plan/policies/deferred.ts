import type { Policy } from '../Policy.js'
import { addition, startsTask, taskOf } from '../tasks.js'

/**
 * The provider holds all definitions back. A new task costs one search, whose answer loads definitions into the
 * conversation; until then they are hidden, or their names and descriptions are billed, as the provider has it.
 */
export const deferred: Policy = {
  name: 'deferred',
  selects: false,
  constant: true,
  unavailable: ({ provider, deferred }) =>
    deferred === 'none' ? `${provider} loads no definitions on demand` : undefined,
  blocks: (_turn, { tools, model }) => [
    { id: 'search', tokens: tools.searchTool + (model.deferred === 'described' ? tools.described : 0) },
  ],
  inline: () => 0,
  lookups(turn, { conversation, tools }) {
    if (!startsTask(turn, conversation)) return []
    return [addition(taskOf(turn, conversation), { size: tools.found, room: tools.all })]
  },
}
