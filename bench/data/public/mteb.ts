import { parseDelimited } from './parseDelimited.js'
import { readObjects, textOf } from './readObjects.js'
import { nameless, type SetRows } from './SetRows.js'

/** Files of a retrieval task as MTEB and BEIR lay it out. */
export const MTEB_FILES = {
  corpus: 'corpus.jsonl',
  queries: 'queries.jsonl',
  qrels: 'qrels/test.tsv',
} as const

/**
 * Documents become tools: the title is the name, the text the description. Relevance above 0 is gold. Queries without
 * a judgement are left out, as MTEB does.
 *
 * @throws CribError `file-malformed`
 */
export function mtebRows(texts: Readonly<Record<keyof typeof MTEB_FILES, string>>): SetRows {
  const tools = readObjects(texts.corpus, MTEB_FILES.corpus).map((row, place) => ({
    id: textOf(row, '_id', 'id'),
    name: textOf(row, 'title') || nameless(place),
    description: textOf(row, 'text'),
  }))
  const gold = goldOf(parseDelimited(texts.qrels, '\t', MTEB_FILES.qrels))
  const queries = readObjects(texts.queries, MTEB_FILES.queries).flatMap((row) => {
    const id = textOf(row, '_id', 'id')
    const ids = gold.get(id)
    return ids === undefined ? [] : [{ id, text: textOf(row, 'text'), gold: ids }]
  })
  return { tools, queries }
}

/** Rows of query, document and score; with a fourth column (as TREC has it) the second is not used. */
export function goldOf(rows: readonly (readonly string[])[]): Map<string, string[]> {
  const gold = new Map<string, string[]>()
  for (const row of rows) {
    const [query = '', document = '', score = ''] = row.length > 3 ? [row[0], row[2], row[3]] : row
    // A head line has no number there.
    if (!(Number(score) > 0)) continue
    const ids = gold.get(query) ?? []
    if (!ids.includes(document)) ids.push(document)
    gold.set(query, ids)
  }
  return gold
}
