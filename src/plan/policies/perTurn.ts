import type { Policy } from '../Policy.js'

/**
 * A selection anew in every turn: no two of them are the same, since each is ranked by the turn's own words, unless all
 * tools fit.
 */
export const perTurn: Policy = {
  name: 'per-turn',
  selects: true,
  constant: false,
  unavailable: () => undefined,
  blocks: (turn, { tools: { selected, all } }) => [
    selected < all ? { id: `selection ${turn}`, tokens: selected } : { id: 'all', tokens: all },
  ],
  inline: () => 0,
  lookups: () => [],
}
