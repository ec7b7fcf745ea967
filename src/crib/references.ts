import type { Embedder } from '../embed/Embedder.js'
import { Cohort } from '../rank/Cohort.js'
import { cohortTexts } from '../rank/cohortTexts.js'
import { Hubness } from '../rank/Hubness.js'
import { referenceTasks } from '../rank/referenceTasks.js'
import { embedTexts } from './embedTexts.js'

/** What similarities are scaled by. */
export interface References {
  cohort: Cohort
  /** Undefined where the ranking is not defended. */
  hubness: Hubness | undefined
}

/** Embeds the reference texts; those of tasks only for a defended ranking. */
export async function embedReferences(
  embedder: Embedder,
  defended: boolean,
  signal: AbortSignal | undefined,
): Promise<References> {
  const tools = await embedTexts(embedder, cohortTexts(), { kind: 'tool', signal })
  if (!defended) return { cohort: new Cohort(tools), hubness: undefined }
  const hubness = new Hubness(await embedTexts(embedder, referenceTasks(), { kind: 'task', signal }))
  return { cohort: new Cohort(tools, hubness), hubness }
}
