import type { Selection } from '../../crib/Selection.js'
import { hashIn } from '../../crib/sessionWants.js'
import { advanceSession } from '../../session/advanceSession.js'
import { createSessionState, type SessionState } from '../../session/SessionState.js'
import type { Catalog } from '../../tool/Catalog.js'

/** A session that begins with a selection which stood alone, in the order of its list. `catalog`: of the selection. */
export function beginSession({ tools, items }: Selection, catalog: Catalog): SessionState {
  const byName = new Map(items.map((item) => [item.wireName, item]))
  const hashOf = (id: string) => hashIn({ catalog, search: undefined }, id)
  const wanted = tools.flatMap((tool) => {
    const item = byName.get(tool.name)
    if (item === undefined) return []
    const { id, wireName, level, confidence } = item
    const json = JSON.stringify(tool)
    // Pinned ones are put first by a turn, but here they stand where they were handed out.
    return [{ id, hash: hashOf(id)!, wireName, level, json, usefulness: confidence, pinned: false }]
  })
  // The limits were those of the selection.
  const turn = { asked: '', wanted, hashOf, limits: {}, tokensOf: () => 0 }
  const state = advanceSession(createSessionState(), turn).state
  const pinned = new Set(items.filter((item) => item.pinned).map(({ id }) => id))
  return { ...state, entries: state.entries.map((entry) => ({ ...entry, pinned: pinned.has(entry.id) })) }
}
