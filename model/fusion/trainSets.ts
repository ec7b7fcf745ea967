import { existsSync, readFileSync } from 'node:fs'
import { DEFENCES } from '../../src/crib/defences.js'
import { prepareTool } from '../../src/crib/prepareTool.js'
import { createStaticEmbedder, loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import { parseQueries } from '../../src/eval/parseQueries.js'
import { toGroups } from '../../src/eval/toGroups.js'
import type { WeightedTerm } from '../../src/lexical/Bm25Index.js'
import type { LexicalDocument } from '../../src/lexical/LexicalDocument.js'
import { Cohort } from '../../src/rank/Cohort.js'
import { cohortTexts } from '../../src/rank/cohortTexts.js'
import { Hubness } from '../../src/rank/Hubness.js'
import { referenceTasks } from '../../src/rank/referenceTasks.js'
import { taskTerms } from '../../src/rank/taskTerms.js'
import { splitWords } from '../../src/text/splitWords.js'
import { stem } from '../../src/text/stem.js'
import { terms } from '../../src/text/terms.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import { embeddingTexts } from '../../src/tool/embeddingTexts.js'
import { parseToolsFile } from '../../src/tool/parseToolsFile.js'
import { dot } from '../../src/vector/dot.js'

/** One query with both signals' inputs; positions are those of the set's tools. */
export interface TrainQuery {
  terms: WeightedTerm[]
  /** Similarity of every tool less its hubness, in standard deviations over the cohort. */
  z: Float32Array
  /** Groups of positions, each satisfied by any of its members. */
  groups: number[][]
}

/** A set of train/, ready for fitting. */
export interface TrainSet {
  name: string
  documents: LexicalDocument[]
  queries: TrainQuery[]
}

/**
 * The parts of train/ that the bundled model was not trained on (see model/README.md): a fusion fitted on tasks that the
 * model has seen trusts it too much. Of sealtools, the last 20 % of the train split.
 */
export const UNSEEN_SETS = ['bfcl', 'toollinkos', 'acebench_en', 'sealtools'] as const

const embedder = createStaticEmbedder(loadStaticModel())
const hubness = new Hubness(
  referenceTasks().map((text) => embedder.embedSync(text)),
  DEFENCES.hubShare,
)
const cohort = new Cohort(
  cohortTexts().map((text) => embedder.embedSync(text)),
  hubness,
)

/**
 * The task without the words of the right tools' names, as a user would say it who does not know them. Tasks of train/
 * were mostly written with the tool in view; without this the fit trusts words more than users' tasks bear out.
 */
function indirect(text: string, names: readonly ReadonlySet<string>[]): string {
  const kept = splitWords(text).filter((word) => !names.some((name) => name.has(stem(word))))
  return kept.length > 2 ? kept.join(' ') : text
}

function lastFifth<Row>(rows: readonly Row[]): Row[] {
  return rows.slice(Math.floor(rows.length * 0.8))
}

/** Loads a set, at most `limit` queries evenly spread; with `against`, those of another set's tools. */
export function loadTrainSet(folder: string, name: string, limit: number, against?: string): TrainSet {
  const path = `${folder}/${name}`
  if (!existsSync(`${path}/queries.jsonl`)) throw new Error(`${path}/queries.jsonl is absent`)
  const tools = `${folder}/${against ?? name}/tools.jsonl`
  const catalog = createCatalog(parseToolsFile(readFileSync(tools, 'utf8'), tools), 'skip')
  const positions = new Map(catalog.tools.map((tool, at) => [tool.id, at]))
  const prepared = catalog.tools.map((tool) => prepareTool(tool, DEFENCES))
  const fields = prepared.map((tool) => tool.fields)
  const vectors = embeddingTexts(catalog.tools, fields).map((text) => embedder.embedSync(text))
  const hubs = vectors.map((vector) => hubness.of(vector))
  const all = parseQueries(readFileSync(`${path}/queries.jsonl`, 'utf8'), name).filter(
    (row) => row.gold.length > 0,
  )
  const rows = name === 'sealtools' ? lastFifth(all.filter((row) => row.split === 'train')) : all
  const step = Math.max(1, rows.length / limit)
  const chosen = Array.from({ length: Math.min(limit, rows.length) }, (_, i) => rows[Math.floor(i * step)]!)
  const nameStems = catalog.tools.map((tool) => new Set(terms(tool.name).map((term) => term.stem)))
  const queries = chosen.map((row, at) => {
    const golds = row.gold.flatMap((id) => positions.get(id) ?? [])
    const text =
      at % 2 === 0
        ? row.text
        : indirect(
            row.text,
            golds.map((gold) => nameStems[gold]!),
          )
    const vector = embedder.embedSync(text)
    const scale = cohort.scale(vector)
    return {
      terms: taskTerms([{ text, weight: 1 }]),
      z: Float32Array.from(
        vectors,
        (tool, position) => (dot(vector, tool) - hubs[position]! - scale.mean) / scale.deviation,
      ),
      groups: toGroups(row)
        .map((group) => group.flatMap((id) => positions.get(id) ?? []))
        .filter((group) => group.length > 0 || against !== undefined),
    }
  })
  return {
    name,
    documents: prepared.map((tool) => tool.document),
    queries: queries.filter((query) => against !== undefined || query.groups.length > 0),
  }
}
