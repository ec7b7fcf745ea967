import { openDoor } from '../gateway/openDoor.js'
import { gatewayText } from '../report/gatewayText.js'
import { brokenGoals } from '../suites/gatewayGoals.js'
import { type GatewayLoad, gatewaySuite } from '../suites/gatewaySuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

const LOAD: GatewayLoad = {
  timed: [
    { concurrency: 1, calls: 1_500 },
    { concurrency: 200, calls: 6_000 },
  ],
  rounds: 5,
  warmUp: 3_000,
  heap: { early: 20_000, late: 100_000 },
}

/** What the gateway adds to calls beside a direct client and mcp-proxy, over real sockets and a real stdio child. */
export async function runGateway({ progress }: SuiteContext): Promise<SuiteRun> {
  const figures = await gatewaySuite(LOAD, { open: openDoor, progress })
  const broken = brokenGoals(figures)
  return {
    text: gatewayText(figures, broken),
    data: { ...figures, broken },
    passed: broken.length === 0,
  }
}
