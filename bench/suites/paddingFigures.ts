import { type Crib, createCrib } from 'toolcrib'
import { calibrationError } from 'toolcrib/eval'
import type { BenchSet } from '../data/BenchSet.js'
import { rawForecasts, samplesOf } from './calibrationSuite.js'

/** What 2,000 tools of other catalogs do to the confidences of one. */
export interface Padding {
  /** Tools that were added. */
  tools: number
  /** Confidences of the set's own tools that were compared, and how many of them rose. */
  compared: number
  raised: number
  /** Expected calibration error out of the box among all tools. */
  raw: number
}

/** Tasks whose whole rankings are compared. */
const COMPARED_TASKS = 300
/** Rounding of floating point sums. */
const TOLERANCE = 1e-9

/** Ranks a set's tasks again among more tools. */
export async function paddingFigures(
  crib: Crib,
  { set, pad }: { set: BenchSet; pad: BenchSet['sources'] },
  update: (share: number) => void,
): Promise<Padding> {
  const sources = [...set.sources, ...pad]
  const padded = await createCrib({ sources, invalidTools: 'skip', tokenizer: 'estimate' })
  try {
    const tasks = set.queries.slice(0, COMPARED_TASKS)
    let compared = 0
    let raised = 0
    for (const { text } of tasks) {
      const before = await confidences(crib, text)
      for (const [id, after] of await confidences(padded, text)) {
        const own = before.get(id)
        if (own === undefined) continue
        compared += 1
        if (after > own + TOLERANCE) raised += 1
      }
    }
    const samples = await samplesOf(padded, set.queries, update)
    const tools = padded.catalog.tools.length - crib.catalog.tools.length
    return { tools, compared, raised, raw: calibrationError(rawForecasts(samples)) }
  } finally {
    await padded.close()
  }
}

async function confidences(crib: Crib, task: string): Promise<Map<string, number>> {
  const { items } = await crib.rank(task, { limit: crib.catalog.tools.length })
  return new Map(items.map(({ tool, confidence }) => [tool.id, confidence]))
}
