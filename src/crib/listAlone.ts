import { advanceSession } from '../session/advanceSession.js'
import { createSessionState } from '../session/SessionState.js'
import type { Offered, PackOptions } from './packTools.js'
import { packWithSearch } from './packWithSearch.js'
import type { SelectInput } from './selectTools.js'
import { hashIn, searchWanted, wantedOf } from './sessionWants.js'
import type { ToolList } from './ToolList.js'

/** Packs a task's tools into a list of their own, the host's own tools first, the others sorted by wire name. */
export function listAlone(
  offered: readonly Offered[],
  input: SelectInput,
  options: Omit<PackOptions, 'beside'>,
): ToolList {
  const { packing, search } = packWithSearch(offered, input, options)
  const { chosen, left, tokens } = packing
  const tools = chosen.map(({ leveled }) => leveled.definition)
  if (search !== undefined) tools.push(search.definition)
  tools.sort((a, b) => (a.name < b.name ? -1 : 1))
  const own = input.own.map(({ definition }) => definition)
  const session = () => {
    const wanted = chosen.map((one) => wantedOf(one, (id) => hashIn(input, id)))
    if (search !== undefined) wanted.push(searchWanted(search))
    wanted.sort((a, b) => (a.wireName < b.wireName ? -1 : 1))
    const hashOf = (id: string) => hashIn(input, id)
    return advanceSession(createSessionState(), { asked: '', wanted, hashOf, limits: {}, tokensOf: () => 0 })
      .state
  }
  return { tools: [...own, ...tools], tokens, chosen, left, search, change: undefined, session }
}
