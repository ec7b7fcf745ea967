import type { ToolSource } from 'toolcrib'
import { loadCatalogs } from './loadCatalogs.js'
import { sharedPath } from './sharedPath.js'
import { toolsOfFile } from './speedInputs.js'

/** Tools of real servers that were listed live, then of a public collection. Empty where the public data is absent. */
export async function otherSources(): Promise<ToolSource[]> {
  const catalogs = sharedPath('catalogs')
  const pool = sharedPath('data/train/mcp_pool/tools.jsonl')
  if (catalogs === undefined || pool === undefined) return []
  return [...(await loadCatalogs(catalogs)), ...(await toolsOfFile(pool, Number.POSITIVE_INFINITY))]
}
