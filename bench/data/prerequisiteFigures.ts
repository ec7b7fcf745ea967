import { createCatalog, findPrerequisites, type ToolSource } from 'toolcrib'
import { seededRandom } from 'toolcrib/eval'

/** How many prerequisites are found in real catalogs, and some of them to judge by hand. */
export interface PrerequisiteFigures {
  tools: number
  /** Tools that need something. */
  needing: number
  /** Groups of tools of which one is needed. */
  groups: number
  /** Drawn without replacement, by id. */
  sample: { id: string; needs: readonly string[] }[]
}

const SAMPLE = 60
const SEED = 1

/** Counts, and draws a sample: the same for the same sources. */
export function prerequisiteFigures(sources: readonly ToolSource[]): PrerequisiteFigures {
  const { tools } = createCatalog(sources, 'skip')
  const found = findPrerequisites(tools)
  const all = [...found].flatMap(([id, groups]) => groups.map((needs) => ({ id, needs })))
  const random = seededRandom(SEED)
  const drawn = all.map((row) => ({ row, key: random() })).sort((a, b) => a.key - b.key)
  const sample = drawn.slice(0, SAMPLE).map(({ row }) => row)
  return {
    tools: tools.length,
    needing: found.size,
    groups: all.length,
    sample: sample.sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}
