import type { ToolDefinition } from '../tool/Tool.js'
import { packInSession, type SessionGiven } from './packInSession.js'
import type { Offered, PackOptions } from './packTools.js'
import type { SessionChange } from './SessionChange.js'
import { SEARCH_ID } from './searchDefinition.js'
import type { SelectInput } from './selectTools.js'
import type { ToolList } from './ToolList.js'

/** Packs a task's tools into the list of a session, which goes on as it was. */
export function listInSession(
  offered: readonly Offered[],
  input: SelectInput,
  given: { session: SessionGiven; options: Omit<PackOptions, 'beside'> },
): ToolList {
  const { step, chosen, left } = packInSession(offered, input, given)
  const { state, tokens } = step
  const asked = new Set(chosen.map(({ offered: { item } }) => item.tool.id))
  const tools = (ids: readonly string[]) => ids.filter((id) => id !== SEARCH_ID)
  const change: SessionChange = {
    state,
    kept: tools(step.kept).filter((id) => asked.has(id)),
    idle: tools(step.kept).filter((id) => !asked.has(id)),
    appended: tools(step.appended),
    left: step.left.filter(({ id }) => id !== SEARCH_ID),
    break: step.break,
  }
  return {
    tools: [
      ...input.own.map(({ definition }) => definition),
      ...state.entries.map(({ json }) => JSON.parse(json) as ToolDefinition),
    ],
    tokens,
    chosen,
    left,
    search: state.entries.some(({ id }) => id === SEARCH_ID) ? input.search : undefined,
    change,
    session: () => state,
  }
}
