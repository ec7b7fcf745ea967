import type { DigestFigures, DigestRow } from '../suites/digestSuite.js'
import { markdownTable } from './markdownTable.js'

const HEADER = [
  'servers',
  'catalogs',
  'tools',
  'tokens',
  'most',
  'servers named',
  'tools with a shown object',
]

/** The figures as a table, and the digest of all servers. */
export function digestText({ maxTokens, rows, together }: DigestFigures): string {
  return [
    `Digests of at most ${maxTokens} tokens (o200k_base); means over the catalogs of each size`,
    '',
    markdownTable(HEADER, rows.map(cells)),
    '',
    'All servers together:',
    together,
  ].join('\n')
}

function cells({ servers, catalogs, tools, tokens, mostTokens, named, hinted }: DigestRow): string[] {
  const counts = [servers, catalogs, Math.round(tools), Math.round(tokens), mostTokens]
  return [...counts.map((count) => count.toLocaleString('en-US')), percent(named), percent(hinted)]
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
