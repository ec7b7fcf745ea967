import { createCrib } from 'toolcrib'
import { toolcribDefault } from '../contenders/toolcrib.js'
import { loadDemoSet } from '../data/loadSet.js'
import { gateFigures } from '../suites/gateFigures.js'
import { rankingSuite } from '../suites/rankingSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Measures the default on the demo tasks and prints the figures that `npm test` is to hold it to. */
export async function runGate({ arguments: args, models, progress }: SuiteContext): Promise<SuiteRun> {
  const set = await loadDemoSet()
  const crib = await createCrib({ sources: set.sources })
  const cost = await crib.cost()
  await crib.close()
  const { maxTokens } = args
  const contenders = [toolcribDefault]
  const [row] = await rankingSuite(set, { contenders, cost, maxTokens, models, progress })
  if (row === undefined || 'skipped' in row) throw new Error('The default cannot be skipped.')
  const figures = gateFigures(row, maxTokens)
  return { text: JSON.stringify(figures, null, 2), data: { ...figures }, passed: true }
}
