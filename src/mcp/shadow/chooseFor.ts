import type { Task } from '../../rank/Task.js'
import { toolNamed } from '../desk/DeskCatalog.js'
import { SELECTION_META, type SelectionNote } from '../desk/DeskNote.js'
import type { ToolDesk } from '../desk/ToolDesk.js'
import type { ShadowChoice } from './ShadowRecorder.js'

/** What a list is chosen by, as of the host's list. */
export interface ShadowRequest {
  task: Task
  session?: string | undefined
  maxTokens?: number | undefined
  maxTools?: number | undefined
}

/** The list that a desk would have handed out. Rejects as `desk.listTools` does. */
export async function chooseFor(desk: ToolDesk, request: ShadowRequest): Promise<ShadowChoice> {
  const { tools, _meta } = await desk.listTools({ ...request }, {})
  const { tokens, search } = _meta[SELECTION_META] as SelectionNote
  const ids = tools.map(({ name }) => idOf(desk, name)).filter((id) => id !== undefined)
  return { ids, search: (search ?? null) !== null, tokens: { before: tokens.before, after: tokens.after } }
}

/** Id of the tool that is called by a name; undefined where no list has it. */
export function idOf(desk: ToolDesk, name: string): string | undefined {
  const catalog = desk.snapshot?.catalog
  return catalog === undefined ? undefined : toolNamed(catalog, name)?.id
}
