import { goldOf } from './mteb.js'
import { parseDelimited } from './parseDelimited.js'
import { type Fields, parseObject, textOf } from './readObjects.js'
import { nameless, type SetRows, type ToolLine } from './SetRows.js'

/** Files of one of ToolBench's retrieval sets, `G1` for example. */
export const TOOL_BENCH_FILES = {
  corpus: 'corpus.tsv',
  queries: 'test.query.txt',
  qrels: 'qrels.test.tsv',
} as const

/**
 * One tool for each API of the corpus, its server the API's product; a document or query that is repeated counts once.
 *
 * @throws CribError `file-malformed`
 */
export function toolBenchRows(texts: Readonly<Record<keyof typeof TOOL_BENCH_FILES, string>>): SetRows {
  const documents = new Map(
    parseDelimited(texts.corpus, '\t', TOOL_BENCH_FILES.corpus)
      .slice(1)
      .map(([id = '', content = '']) => [id, content]),
  )
  const tools = [...documents].map(([id, content], place) => toolLine(id, content, place))
  const gold = goldOf(parseDelimited(texts.qrels, '\t', TOOL_BENCH_FILES.qrels))
  const asked = new Map(
    parseDelimited(texts.queries, '\t', TOOL_BENCH_FILES.queries).map(([id = '', text = '']) => [id, text]),
  )
  const queries = [...asked].map(([id, text]) => ({ id, text, gold: gold.get(id) ?? [] }))
  return { tools, queries }
}

function toolLine(id: string, content: string, place: number): ToolLine {
  const api = parseObject(content) ?? {}
  const parameters = [api['required_parameters'], api['optional_parameters']]
    .flat()
    .filter((one): one is Fields => typeof one === 'object' && one !== null)
  const properties = parameters.map((one) => [
    textOf(one, 'name'),
    { description: textOf(one, 'description') },
  ])
  const [server, category] = [textOf(api, 'tool_name'), textOf(api, 'category_name')]
  return {
    id,
    name: textOf(api, 'api_name') || nameless(place),
    description: textOf(api, 'api_description'),
    ...(server === '' ? {} : { server }),
    ...(category === '' ? {} : { category }),
    inputSchema: { type: 'object', properties: Object.fromEntries(properties) },
  }
}
