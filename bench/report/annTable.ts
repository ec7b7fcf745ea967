import type { AnnRow } from '../suites/annSuite.js'
import { markdownTable } from './markdownTable.js'

const HEADER = [
  '',
  'tools',
  'tasks',
  'recall@20',
  'exact ms p50',
  'hnsw ms p50',
  'exact build ms',
  'hnsw build ms',
]

/** The table of exact against HNSW. */
export function annTable(rows: readonly AnnRow[]): string {
  const body = rows.map((row) => [
    row.name,
    row.tools.toLocaleString('en-US'),
    row.tasks.toLocaleString('en-US'),
    `${(row.recall20 * 100).toFixed(2)} %`,
    row.exact.p50.toFixed(3),
    row.hnsw.p50.toFixed(3),
    row.exact.build.toFixed(0),
    row.hnsw.build.toFixed(0),
  ])
  const title = 'HNSW against exact: share of the 20 nearest tools that it finds, over the bundled vectors'
  return [title, '', markdownTable(HEADER, body)].join('\n')
}
