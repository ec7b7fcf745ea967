import { existsSync, readFileSync } from 'node:fs'
import { CatalogIndexer, type IndexedCatalog } from '../../src/crib/CatalogIndexer.js'
import { DEFENCES } from '../../src/crib/defences.js'
import { FeedbackKeeper } from '../../src/crib/FeedbackKeeper.js'
import { rankOwnTexts } from '../../src/crib/rankOwnTexts.js'
import { embedReferences } from '../../src/crib/references.js'
import { scoreTask, type TaskScores } from '../../src/crib/scoreTask.js'
import { VectorSlots } from '../../src/crib/VectorSlots.js'
import { createStaticEmbedder, loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import { parseQueries } from '../../src/eval/parseQueries.js'
import { type Gold, toGroups } from '../../src/eval/toGroups.js'
import type { NearTools } from '../../src/rank/ownGaps.js'
import type { VoteMemory } from '../../src/rank/VoteMemory.js'
import type { VoteOptions } from '../../src/rank/voteWeight.js'
import { splitWords } from '../../src/text/splitWords.js'
import { stem } from '../../src/text/stem.js'
import { terms } from '../../src/text/terms.js'
import { type Catalog, createCatalog } from '../../src/tool/Catalog.js'
import { parseToolsFile } from '../../src/tool/parseToolsFile.js'
import type { ToolSource } from '../../src/tool/Tool.js'
import { createExactIndex } from '../../src/vector/drivers/exactIndex.js'

/** A labelled task of train/. */
export interface TrainTask extends Gold {
  text: string
}

/** A set of train/ as the engine sees it. */
export interface TrainCatalog {
  name: string
  catalog: Catalog
  tasks: TrainTask[]
}

/** Sets whose tasks mostly want one tool, which the model has not seen. */
export const SINGLE_SETS = ['bfcl', 'toollinkos', 'acebench_en'] as const

/** Sets whose tasks want several; of sealtools the part that the model has not seen, the others it was trained on. */
export const SEVERAL_SETS = ['sealtools', 'traject', 'ultratool_gnn', 'nestful'] as const

const embedder = createStaticEmbedder(loadStaticModel())
const references = await embedReferences(embedder, DEFENCES, undefined)

/** A set of train/ as it is registered. */
export interface TrainSources {
  name: string
  sources: ToolSource[]
  tasks: TrainTask[]
}

/** Reads a set: at most `limit` tasks, evenly spread. Never the test split of a set that has one. */
export function loadTrainSources(folder: string, name: string, limit: number): TrainSources {
  const path = `${folder}/${name}`
  if (!existsSync(`${path}/queries.jsonl`)) throw new Error(`${path}/queries.jsonl is absent`)
  const file = `${path}/tools.jsonl`
  const all = parseQueries(readFileSync(`${path}/queries.jsonl`, 'utf8'), name)
  const isHeldOut = name === 'sealtools' || name === 'ultratool_gnn'
  const usable = all.filter((row) => row.gold.length > 0 && !(isHeldOut && row.split === 'test'))
  const rows = name === 'sealtools' ? usable.slice(Math.floor(usable.length * 0.8)) : usable
  const step = Math.max(1, rows.length / limit)
  const count = Math.min(limit, rows.length)
  const tasks = Array.from({ length: count }, (_, i) => rows[Math.floor(i * step)]!)
  return { name, sources: parseToolsFile(readFileSync(file, 'utf8'), file), tasks }
}

/** Loads a set as `loadTrainSources` reads it. */
export function loadTrainCatalog(folder: string, name: string, limit: number): TrainCatalog {
  const { sources, tasks } = loadTrainSources(folder, name, limit)
  return { name, catalog: createCatalog(sources, 'skip'), tasks }
}

/**
 * The task without the words of the right tools' names, as a user would say it who does not know them. Tasks of train/
 * were mostly written with the tool in view; without these a fit trusts words more than users' tasks bear out.
 */
export function indirect(task: TrainTask, catalog: Catalog): TrainTask {
  const names = task.gold.flatMap((id) => terms(catalog.get(id)?.name ?? '').map((term) => term.stem))
  const kept = splitWords(task.text).filter((word) => !names.includes(stem(word)))
  return kept.length > 2 ? { ...task, text: kept.join(' ') } : task
}

/** Indexes a catalog, exactly as the engine does. */
export function indexCatalog(catalog: Catalog): Promise<IndexedCatalog> {
  const slots = new VectorSlots(async () => createExactIndex(embedder.dimensions))
  return new CatalogIndexer({ embedder, vectors: slots, references }).index(catalog, undefined)
}

/** Ranks a task, with votes where `memory` holds some. */
export function rankTask(
  indexed: IndexedCatalog,
  { text, memory }: { text: string; memory?: VoteMemory },
  limit: number,
): Promise<TaskScores> {
  return scoreTask(embedder, indexed, { task: text, request: { limit, memory } })
}

/** What is near to each tool by its own texts; `apart`: weight of the distance in meaning. */
export async function nearTools(indexed: IndexedCatalog, apart: number): Promise<NearTools[]> {
  return (await rankOwnTexts(embedder, indexed, { apart })).near
}

/** Takes votes, none at first. */
export function createKeeper(options: VoteOptions): FeedbackKeeper {
  return new FeedbackKeeper(embedder, undefined, options)
}

/** Which of the ranked tools are right. */
export function rightness(scores: TaskScores, task: Gold): boolean[] {
  const right = new Set(toGroups(task).flat())
  return scores.items.map(({ tool }) => right.has(tool.id))
}
