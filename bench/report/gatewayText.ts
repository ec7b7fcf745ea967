import { heapLimit } from '../suites/gatewayGoals.js'
import type { GatewayFigures } from '../suites/gatewaySuite.js'
import { markdownTable } from './markdownTable.js'

const count = (value: number) => value.toLocaleString('en-US')
const mb = (bytes: number) => (bytes / 1e6).toFixed(1)
const times = (value: number) => `${value.toFixed(2)} x`

/** Times beside those of a direct client, the heap, and what is not as it should be. */
export function gatewayText({ timed, endurance }: GatewayFigures, broken: readonly string[]): string {
  const header = ['door', 'era', 'at a time', 'calls', 'p50, ms', 'p99, ms', 'p50', 'p99', 'calls/s']
  const rows = timed.map((row) => {
    const direct = timed.find(
      ({ door, era, concurrency }) => door === 'direct' && era === row.era && concurrency === row.concurrency,
    )!
    const ratios = [times(row.p50 / direct.p50), times(row.p99 / direct.p99)]
    const at = [row.door, row.era, `${row.concurrency}`, count(row.calls)]
    return [...at, row.p50.toFixed(2), row.p99.toFixed(2), ...ratios, count(Math.round(row.callsPerSecond))]
  })
  const { calls, lost, crossed, callsPerSecond, early, late } = endurance
  const heap = `${mb(early)} MB early, ${mb(late)} MB late, at most ${mb(heapLimit(early))} MB`
  return [
    'Calls through the gateway',
    markdownTable(header, rows),
    `${count(calls)} calls, 200 at a time, half in each era: ${count(Math.round(callsPerSecond))} calls/s, ${lost} lost, ${crossed} crossed; heap after GC ${heap}.`,
    broken.length === 0 ? 'Every goal holds.' : broken.map((line) => `BROKEN: ${line}`).join('\n'),
  ].join('\n\n')
}
