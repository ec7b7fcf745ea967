import { existsSync, readFileSync } from 'node:fs'
import { DEFENCES } from '../../src/crib/defences.js'
import { prepareTool } from '../../src/crib/prepareTool.js'
import { createStaticEmbedder, loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import { parseQueries } from '../../src/eval/parseQueries.js'
import type { QueryRow } from '../../src/eval/QueryRow.js'
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

/** Loads a set of `folder`, at most `limit` queries (1 or more) evenly spread. Throws where it is absent. */
export function loadTrainSet(folder: string, name: string, limit: number): TrainSet {
  const path = `${folder}/${name}/queries.jsonl`
  if (!existsSync(path)) throw new Error(`${path} is absent`)
  const tools = loadTools(`${folder}/${name}/tools.jsonl`)
  const queries = chosenRows(path, name, limit).map((row, at) => trainQuery(row, at, tools))
  return { name, documents: tools.documents, queries: queries.filter(({ groups }) => groups.length > 0) }
}

interface TrainTools {
  documents: LexicalDocument[]
  positions: ReadonlyMap<string, number>
  /** By position: stems of the name, vector and its hubness. */
  nameStems: ReadonlySet<string>[]
  vectors: Float32Array[]
  hubs: number[]
}

function loadTools(file: string): TrainTools {
  const catalog = createCatalog(parseToolsFile(readFileSync(file, 'utf8'), file), 'skip')
  const prepared = catalog.tools.map((tool) => prepareTool(tool, DEFENCES))
  const fields = prepared.map((tool) => tool.fields)
  const vectors = embeddingTexts(catalog.tools, fields).map((text) => embedder.embedSync(text))
  return {
    documents: prepared.map((tool) => tool.document),
    positions: new Map(catalog.tools.map((tool, at) => [tool.id, at])),
    nameStems: catalog.tools.map((tool) => new Set(terms(tool.name).map((term) => term.stem))),
    vectors,
    hubs: vectors.map((vector) => hubness.of(vector)),
  }
}

function chosenRows(path: string, name: string, limit: number): QueryRow[] {
  const all = parseQueries(readFileSync(path, 'utf8'), name).filter((row) => row.gold.length > 0)
  const rows = name === 'sealtools' ? lastFifth(all.filter((row) => row.split === 'train')) : all
  const step = Math.max(1, rows.length / limit)
  return Array.from({ length: Math.min(limit, rows.length) }, (_, i) => rows[Math.floor(i * step)]!)
}

/** Every second query is asked without the right tools' names. */
function trainQuery(row: QueryRow, at: number, tools: TrainTools): TrainQuery {
  const { positions, nameStems, vectors, hubs } = tools
  const golds = row.gold.flatMap((id) => positions.get(id) ?? [])
  const names = golds.map((gold) => nameStems[gold]!)
  const text = at % 2 === 0 ? row.text : indirect(row.text, names)
  const vector = embedder.embedSync(text)
  const { mean, deviation } = cohort.scale(vector)
  const z = (tool: Float32Array, position: number) => (dot(vector, tool) - hubs[position]! - mean) / deviation
  return {
    terms: taskTerms([{ text, weight: 1 }]),
    z: Float32Array.from(vectors, z),
    groups: toGroups(row)
      .map((group) => group.flatMap((id) => positions.get(id) ?? []))
      .filter((group) => group.length > 0),
  }
}
