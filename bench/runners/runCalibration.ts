import { readFile } from 'node:fs/promises'
import { parseToolsFile } from 'toolcrib'
import type { BenchSet } from '../data/BenchSet.js'
import { DEV_SETS, loadDevSet, requiredPath, shuffled } from '../data/devSets.js'
import { loadSet } from '../data/loadSet.js'
import { calibrationText } from '../report/calibrationText.js'
import { type CalibrationFigures, calibrationSuite } from '../suites/calibrationSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Tools of other catalogs that each public set is padded with. */
const PADDING = 2000

/** Calibration of confidence on the four public sets, or on a set of the user's. */
export async function runCalibration({ arguments: args, progress }: SuiteContext): Promise<SuiteRun> {
  const sets: Record<string, CalibrationFigures> = {}
  const measure = async (set: BenchSet, pad: BenchSet['sources'] | undefined) => {
    sets[set.name] = await calibrationSuite(set, pad, progress(`${set.name}: calibration`))
  }
  if (args.files !== undefined) await measure(await loadSet(args.files), undefined)
  else {
    const pad = await padding()
    for (const name of DEV_SETS) await measure(await loadDevSet(name), pad)
  }
  return { text: calibrationText(sets), data: { sets }, passed: true }
}

/** 2,000 tools of mcp_pool, drawn with seed 0, under ids and servers that no set has: they are to join none of its servers. */
async function padding(): Promise<BenchSet['sources']> {
  const file = requiredPath('data/train/mcp_pool/tools.jsonl')
  const pool = parseToolsFile(await readFile(file, 'utf8'), file)
  const tools = pool.flatMap(({ server, tools }) => tools.map((tool) => ({ server, tool })))
  return shuffled(tools, 0)
    .slice(0, PADDING)
    .map(({ server, tool }, at) => ({
      server: `${server ?? 'unnamed'} (padding)`,
      tools: [tool],
      ids: [`padding/${at}`],
    }))
}
