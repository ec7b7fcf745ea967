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
    const { id, wireName, level, confidence, pinned } = item
    return [
      { id, hash: hashOf(id)!, wireName, level, json: JSON.stringify(tool), usefulness: confidence, pinned },
    ]
  })
  // The limits were those of the selection.
  const turn = { asked: '', wanted, hashOf, limits: {}, tokensOf: () => 0 }
  return advanceSession(createSessionState(), turn).state
}
