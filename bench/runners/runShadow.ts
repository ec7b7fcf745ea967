import { shadowText } from '../report/shadowText.js'
import { shadowSuite } from '../suites/shadowSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** What a host waits for in shadow mode, beside its client alone; fails where a turn was not logged. */
export async function runShadow({ progress }: SuiteContext): Promise<SuiteRun> {
  const figures = await shadowSuite({ tools: 500, turns: 500 }, progress('shadow: lists and calls'))
  return { text: shadowText(figures), data: { ...figures }, passed: figures.logged === figures.turns }
}
