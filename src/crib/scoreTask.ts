import type { Embedder } from '../embed/Embedder.js'
import { CribError } from '../errors.js'
import type { TaskQuery } from '../rank/RankableCatalog.js'
import type { ScoredTools } from '../rank/ScoredTool.js'
import { scoreTools } from '../rank/scoreTools.js'
import { standIns } from '../rank/standIns.js'
import type { Task } from '../rank/Task.js'
import { taskTexts } from '../rank/taskTexts.js'
import type { VoteShifts } from '../rank/VoteMemory.js'
import { compileFilter, type Filter } from '../tool/Filter.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import { denseSignal, intentSignal } from './denseSignal.js'
import { taskQuery } from './taskQuery.js'

/** What is asked of a catalog. */
export interface ScoreRequest {
  filter?: Filter
  limit: number
  signal?: AbortSignal | undefined
  /** Ids that are ranked whatever the filter and limit say. */
  pinned?: ReadonlySet<string>
  /** `one`: the task is ranked by as a whole. Default `cover`. */
  intents?: 'cover' | 'one' | undefined
  /** Votes that shift scores. Default: none. */
  memory?: VoteShifts | undefined
}

/** A task's ranking, with what it was ranked by. */
export interface TaskScores extends ScoredTools {
  query: TaskQuery
  /** The text that was ranked by. */
  text: string
  /** Near-copies that were left out, each with the position of the tool that stands for it. */
  hidden: ReadonlyMap<number, number> | undefined
}

/** Ranks the tools of a catalog for a task. Throws `tools-empty`, and what preparing the task throws. */
export async function scoreTask(
  embedder: Embedder,
  { catalog, rankable, slots }: IndexedCatalog,
  { task, request }: { task: Task; request: ScoreRequest },
): Promise<TaskScores> {
  if (catalog.tools.length === 0) {
    throw new CribError(
      'tools-empty',
      'No tool is registered, so nothing can be ranked. Give tools in `sources` or call update().',
    )
  }
  const texts = taskTexts(task)
  const { whole: query, intents } = await taskQuery(embedder, texts, request)
  const dense = denseSignal(slots, query.vector)
  const wishes = intents.map((intent) => ({ ...intent, dense: intentSignal(slots, intent) }))
  const allowed = request.filter === undefined ? undefined : compileFilter(request.filter)
  const hidden = standIns(rankable, query, { allowed, always: request.pinned })
  const limits = { limit: request.limit, allowed, always: request.pinned, hidden }
  const shifts = request.memory?.shifts(query.vector, rankable)
  const scored = scoreTools(rankable, query, { dense, limits, intents: wishes, shifts })
  return { ...scored, query, hidden, text: texts.map((part) => part.text).join('\n') }
}
