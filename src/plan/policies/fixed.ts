import type { Policy } from '../Policy.js'

/** One selection for the first task, kept for the conversation. */
export const fixed: Policy = {
  name: 'fixed',
  selects: true,
  constant: false,
  unavailable: () => undefined,
  blocks: (_turn, { tools }) => [{ id: 'selection', tokens: Math.min(tools.selected, tools.all) }],
  inline: () => 0,
  lookups: () => [],
}
