import { wrappedSubject } from '../heap/wrappedSubject.js'
import { heapText } from '../report/heapText.js'
import { heapSuite } from '../suites/heapSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

const POINTS = { early: 20_000, late: 100_000 }

/** Whether a wrapped client keeps its size over 100,000 selections and calls, half and half. */
export async function runHeap({ progress }: SuiteContext): Promise<SuiteRun> {
  const figures = await heapSuite(
    await wrappedSubject({ changesEvery: 2000 }),
    POINTS,
    progress('heap: selections and calls'),
  )
  return { text: heapText(figures), data: { ...figures }, passed: figures.passed }
}
