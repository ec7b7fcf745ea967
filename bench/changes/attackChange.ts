import { ATTACKER, type Attack } from '../attacks/Attack.js'
import { toolRows } from '../data/toolRows.js'
import type { Change } from './Change.js'

/** An attack as a change: the hostile server comes later than those that the user has already. */
export function attackChange(attack: Attack): Change {
  return {
    name: `attack: ${attack.name}`,
    what: attack.what,
    apply: (set) => ({
      ...set,
      sources: [...set.sources, { server: ATTACKER, tools: attack.tools(toolRows(set.sources)) }],
    }),
  }
}
