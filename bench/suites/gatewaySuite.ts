import { connectDoor } from '../gateway/connectDoor.js'
import { DOORS, type Door, type DoorName, ERAS, type Era, type OpenDoor } from '../gateway/Door.js'
import { type CallFigures, driveCalls } from '../gateway/driveCalls.js'
import type { Progress } from '../report/createProgress.js'
import { quantile } from '../report/quantile.js'

/** How much is measured. */
export interface GatewayLoad {
  /** Calls of each door, era and concurrency, in so many blocks that take turns: what else the machine does meets all alike. */
  timed: readonly { concurrency: number; calls: number }[]
  /** 1 or more. */
  rounds: number
  /** Calls of each door and era before anything is timed, as many at a time as ever: code is compiled, sockets are opened. */
  warmUp: number
  /** Calls through the gateway after which its heap is measured, `early` below `late`. */
  heap: { early: number; late: number }
}

/** Calls through one door in one era at one concurrency. */
export interface DoorFigures {
  door: DoorName
  era: Era
  concurrency: number
  calls: number
  /** Milliseconds. */
  p50: number
  /** Milliseconds. */
  p99: number
  callsPerSecond: number
  lost: number
  crossed: number
  fault?: string
}

/** Many calls through the gateway, half in each era, at 100 at a time each. */
export interface EnduranceFigures {
  calls: number
  lost: number
  crossed: number
  fault?: string
  callsPerSecond: number
  /** Bytes after a full collection, after `heap.early` and `heap.late` calls. */
  early: number
  late: number
}

/** What the suite found. */
export interface GatewayFigures {
  timed: DoorFigures[]
  endurance: EnduranceFigures
}

/** Calls of each era at a time while the heap is watched. */
const ENDURANCE_CONCURRENCY = 100
/** Calls between two lines of progress. */
const STEP = 1_000

/** Opens every door, measures calls through each, then watches the gateway's heap. */
export async function gatewaySuite(
  load: GatewayLoad,
  { open, progress }: { open: (name: DoorName) => Promise<Door>; progress: (label: string) => Progress },
): Promise<GatewayFigures> {
  const doors: Door[] = []
  const ways: OpenDoor[] = []
  try {
    for (const name of DOORS) doors.push(await open(name))
    for (const era of ERAS) for (const door of doors) ways.push(await connectDoor(door, era))
    const counter = { next: 0 }
    const timed = await timeDoors(ways, load, { counter, progress: progress('gateway: times') })
    const gateway = ways.filter(({ door }) => door.name === 'gateway')
    const endurance = await endure(gateway, load.heap, { counter, progress: progress('gateway: heap') })
    return { timed, endurance }
  } finally {
    await Promise.allSettled(ways.map(({ client }) => client.close()))
    await Promise.allSettled(doors.map((door) => door.close()))
  }
}

interface Running {
  /** Number of the next call. */
  counter: { next: number }
  progress: Progress
}

async function timeDoors(
  ways: readonly OpenDoor[],
  { timed, rounds, warmUp }: GatewayLoad,
  { counter, progress }: Running,
): Promise<DoorFigures[]> {
  const parts = timed.flatMap((load) => ways.map((way) => ({ load, way, blocks: [] as CallFigures[] })))
  const concurrency = Math.max(...timed.map((load) => load.concurrency))
  for (const way of ways) await drive(way, { calls: warmUp, concurrency }, counter)
  for (let round = 0; round < rounds; round += 1) {
    for (const { load, way, blocks } of parts) {
      // While the others had their turn a door may have closed its sockets; each opens them before it is timed.
      await drive(way, { ...load, calls: load.concurrency }, counter)
      blocks.push(await drive(way, { ...load, calls: Math.max(1, Math.round(load.calls / rounds)) }, counter))
    }
    progress.update((round + 1) / rounds)
  }
  progress.end()
  return parts.map(({ load, way, blocks }) => summed(way, load.concurrency, blocks))
}

async function drive(
  way: OpenDoor,
  load: { calls: number; concurrency: number },
  counter: { next: number },
): Promise<CallFigures> {
  const first = counter.next
  counter.next += load.calls
  return await driveCalls(way, { ...load, first })
}

function summed(way: OpenDoor, concurrency: number, blocks: readonly CallFigures[]): DoorFigures {
  const latencies = blocks.flatMap((block) => block.latencies)
  const { lost, crossed, fault, ms } = totals(blocks)
  return {
    door: way.door.name,
    era: way.era,
    concurrency,
    calls: latencies.length + lost,
    p50: quantile(latencies, 0.5) ?? Number.POSITIVE_INFINITY,
    p99: quantile(latencies, 0.99) ?? Number.POSITIVE_INFINITY,
    callsPerSecond: (1000 * latencies.length) / ms,
    lost,
    crossed,
    ...(fault === undefined ? {} : { fault }),
  }
}

function totals(blocks: readonly CallFigures[]): Omit<CallFigures, 'latencies'> {
  const fault = blocks.find((block) => block.fault !== undefined)?.fault
  const sum = (of: (block: CallFigures) => number) => blocks.reduce((total, block) => total + of(block), 0)
  const counts = { lost: sum(({ lost }) => lost), crossed: sum(({ crossed }) => crossed) }
  return { ms: sum(({ ms }) => ms), ...counts, ...(fault === undefined ? {} : { fault }) }
}

async function endure(
  ways: readonly OpenDoor[],
  { early, late }: GatewayLoad['heap'],
  { counter, progress }: Running,
): Promise<EnduranceFigures> {
  const heap = ways[0]!.door.heap!
  const blocks: CallFigures[] = []
  let heapEarly = 0
  let done = 0
  const started = performance.now()
  while (done < late) {
    const calls = Math.min(STEP, late - done, done < early ? early - done : STEP)
    const shares = ways.map((_, at) => Math.floor((calls + at) / ways.length))
    blocks.push(
      ...(await Promise.all(
        ways.map((way, at) =>
          drive(way, { calls: shares[at]!, concurrency: ENDURANCE_CONCURRENCY }, counter),
        ),
      )),
    )
    done += calls
    if (done === early) heapEarly = await heap()
    progress.update(done / late)
  }
  const ms = performance.now() - started
  progress.end()
  const { lost, crossed, fault } = totals(blocks)
  const told = fault === undefined ? {} : { fault }
  return {
    calls: done,
    lost,
    crossed,
    ...told,
    callsPerSecond: (1000 * done) / ms,
    early: heapEarly,
    late: await heap(),
  }
}
