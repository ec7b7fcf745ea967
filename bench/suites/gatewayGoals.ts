import type { DoorFigures, GatewayFigures } from './gatewaySuite.js'

/** How much slower calls may be, each beside the same run. */
export interface GatewayGoals {
  /** Most that the median may be, as a multiple of the direct one. */
  p50: number
  /** Most that the 99th percentile may be, as a multiple of the direct one. */
  p99: number
  /** Least calls per second, as a share of mcp-proxy's. */
  pace: number
}

/** What is promised. */
export const GOALS: GatewayGoals = { p50: 1.5, p99: 2, pace: 1 }
/** Share by which the heap may be larger at the end, and bytes on top. */
const MAX_GROWTH = 0.1
const ALLOWANCE = 5_000_000

/** Most bytes that the heap may have late, by what it had early. */
export function heapLimit(early: number): number {
  return early * (1 + MAX_GROWTH) + ALLOWANCE
}

/** What is not as it should be, a sentence each. */
export function brokenGoals({ timed, endurance }: GatewayFigures, goals: GatewayGoals = GOALS): string[] {
  return [
    ...timed.flatMap((figures) => brokenCalls(figures)),
    ...brokenCalls({ door: 'gateway', ...endurance }),
  ]
    .concat(timed.filter(({ door }) => door === 'gateway' || door === 'pass-through').flatMap(slow))
    .concat(grown())

  function slow(figures: DoorFigures): string[] {
    const beside = (door: DoorFigures['door']) =>
      timed.find(
        (one) => one.door === door && one.era === figures.era && one.concurrency === figures.concurrency,
      )!
    const direct = beside('direct')
    const proxy = beside('mcp-proxy')
    const what = `${figures.door} (${figures.era}, ${figures.concurrency} at a time)`
    const over = (['p50', 'p99'] as const)
      .filter((at) => figures[at] > goals[at] * direct[at])
      .map(
        (at) => `${what}: ${at} is ${(figures[at] / direct[at]).toFixed(2)} times direct, above ${goals[at]}`,
      )
    return figures.callsPerSecond >= goals.pace * proxy.callsPerSecond
      ? over
      : [
          ...over,
          `${what}: ${figures.callsPerSecond.toFixed(0)} calls per second, mcp-proxy has ${proxy.callsPerSecond.toFixed(0)}`,
        ]
  }

  function grown(): string[] {
    const { early, late } = endurance
    const limit = heapLimit(early)
    return late <= limit ? [] : [`The heap grew from ${early} to ${late} bytes, above ${limit.toFixed(0)}`]
  }
}

function brokenCalls({
  door,
  lost,
  crossed,
  fault,
}: Pick<DoorFigures, 'door' | 'lost' | 'crossed' | 'fault'>): string[] {
  if (lost + crossed === 0) return []
  return [`${door}: ${lost} answers were lost and ${crossed} crossed; the first: ${fault}`]
}
