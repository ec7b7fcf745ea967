import type { Embedder } from '../embed/Embedder.js'
import { Cohort } from '../rank/Cohort.js'
import { cohortTexts } from '../rank/cohortTexts.js'
import { Hubness } from '../rank/Hubness.js'
import { referenceTasks } from '../rank/referenceTasks.js'
import type { Defences } from './defences.js'
import { embedTexts } from './embedTexts.js'

/** What similarities are scaled by, and how tools are prepared. */
export interface References {
  cohort: Cohort
  /** Undefined where the ranking is not defended. */
  defended: { hubness: Hubness; defences: Defences } | undefined
}

/** Embeds the reference texts; those of tasks only for a defended ranking. */
export async function embedReferences(
  embedder: Embedder,
  defences: Defences | undefined,
  signal: AbortSignal | undefined,
): Promise<References> {
  const tools = await embedTexts(embedder, cohortTexts(), { kind: 'tool', signal })
  if (defences === undefined) return { cohort: new Cohort(tools), defended: undefined }
  const tasks = await embedTexts(embedder, referenceTasks(), { kind: 'task', signal })
  const hubness = new Hubness(tasks, defences.hubShare)
  return { cohort: new Cohort(tools, hubness), defended: { hubness, defences } }
}
