import { CribError } from 'toolcrib'
import { parseDelimited } from './parseDelimited.js'
import { readObjects } from './readObjects.js'
import type { SetRows } from './SetRows.js'

/** Files of the folder `dataset` of MetaTool. */
export const META_TOOL_FILES = {
  tools: 'plugin_des.json',
  single: 'data/all_clean_data.csv',
  multi: 'data/multi_tool_query_golden.json',
} as const

/**
 * Requests with one right plugin, then those with several. Requests for a plugin that is not described are left out.
 *
 * @throws CribError `file-malformed`
 */
export function metaToolRows(texts: Readonly<Record<keyof typeof META_TOOL_FILES, string>>): SetRows {
  const [described = {}] = readObjects(texts.tools.replaceAll(/[\r\n]/g, ' '), META_TOOL_FILES.tools)
  const tools = Object.entries(described).map(([name, description]) => ({
    id: name,
    name,
    description: String(description),
  }))
  const [head = [], ...rows] = parseDelimited(texts.single, ',', META_TOOL_FILES.single)
  const [query, tool] = [head.indexOf('Query'), head.indexOf('Tool')]
  if (query < 0 || tool < 0)
    throw new CribError(
      'file-malformed',
      `${META_TOOL_FILES.single} has the columns ${head.join(', ')}; Query and Tool are needed. See docs/public-sets.md.`,
      { details: { file: META_TOOL_FILES.single, columns: head } },
    )
  const single = rows.map((row, at) => ({
    id: `single-${at + 1}`,
    text: row[query] ?? '',
    gold: [row[tool] ?? ''],
  }))
  const multi = readObjects(texts.multi, META_TOOL_FILES.multi).map((row, at) => ({
    id: `multi-${at + 1}`,
    text: String(row['query']),
    gold: [row['tool']].flat().map(String),
  }))
  const known = new Set(Object.keys(described))
  const queries = [...single, ...multi].filter(({ gold }) => gold.every((id) => known.has(id)))
  return { tools, queries }
}
