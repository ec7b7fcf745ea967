import type { Policy } from '../Policy.js'

/** All definitions in every request. */
export const everything: Policy = {
  name: 'everything',
  selects: false,
  constant: true,
  unavailable: () => undefined,
  blocks: (_turn, { tools }) => [{ id: 'all', tokens: tools.all }],
  inline: () => 0,
  lookups: () => [],
}
