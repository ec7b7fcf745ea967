import { type Fields, parseObject, readObjects, textOf } from './readObjects.js'
import { nameless, type SetRows, type ToolLine } from './SetRows.js'

/** Both data sets of ToolRet, written as JSON Lines. */
export const TOOL_RET_FILES = { tools: 'tools.jsonl', queries: 'queries.jsonl' } as const

/**
 * Tools whose documentation is an object with a known name and description are read as such; others are ranked on the whole
 * documentation. Instructions of queries are not used.
 *
 * @throws CribError `file-malformed`
 */
export function toolRetRows(texts: Readonly<Record<keyof typeof TOOL_RET_FILES, string>>): SetRows {
  const tools = readObjects(texts.tools, TOOL_RET_FILES.tools).map(toolLine)
  const queries = readObjects(texts.queries, TOOL_RET_FILES.queries).map((row) => ({
    id: textOf(row, 'id'),
    text: textOf(row, 'query'),
    gold: labelsOf(row['labels']).flatMap((label) =>
      Number(label['relevance'] ?? 1) > 0 ? [textOf(label, 'id')] : [],
    ),
  }))
  return { tools, queries }
}

function toolLine(row: Fields, place: number): ToolLine {
  const text = textOf(row, 'documentation', 'doc')
  const given = row['documentation'] ?? row['doc']
  const document = typeof given === 'object' ? (given as Fields) : (parseObject(text) ?? {})
  const parameters = document['parameters']
  return {
    id: textOf(row, 'id'),
    name: textOf(document, 'name', 'api_name', 'func_name') || nameless(place),
    description:
      textOf(document, 'description', 'func_description', 'api_description') || text || JSON.stringify(given),
    ...(isMap(parameters) ? { inputSchema: schemaOf(parameters) } : {}),
  }
}

/** Parameters by name, or already a schema. */
function schemaOf(parameters: Fields): object {
  if (isMap(parameters['properties'])) return { type: 'object', properties: parameters['properties'] }
  const described = Object.entries(parameters).map(([name, value]) => [
    name,
    { description: isMap(value) ? textOf(value, 'description') : String(value) },
  ])
  return { type: 'object', properties: Object.fromEntries(described) }
}

function labelsOf(labels: unknown): Fields[] {
  const list: unknown = typeof labels === 'string' ? JSON.parse(labels) : labels
  return [list].flat().filter(isMap)
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
