import type { OpenDoor } from './Door.js'

/** How many calls, and how many of them at a time. */
export interface CallLoad {
  /** 1 or more. */
  calls: number
  /** 1 or more. */
  concurrency: number
  /** Number of the first call: nonces are made of it, so no two calls of a run may share one. */
  first: number
}

/** What became of calls. */
export interface CallFigures {
  /** Milliseconds of each call that was answered. */
  latencies: number[]
  /** Milliseconds of all. */
  ms: number
  /** Calls without an answer. */
  lost: number
  /** Calls that got the answer of another. */
  crossed: number
  /** Why the first of the lost ones was lost. */
  fault?: string
}

/** Milliseconds after which a call counts as lost. */
const CALL_MS = 120_000

/** Calls through a door, each with a nonce that its answer has to echo. Never rejects for a call that fails. */
export async function driveCalls(open: OpenDoor, load: CallLoad): Promise<CallFigures> {
  const figures: CallFigures = { latencies: [], ms: 0, lost: 0, crossed: 0 }
  let next = 0
  const work = async (): Promise<void> => {
    while (next < load.calls) await callOnce(open, `${open.era}-${load.first + next++}`, figures)
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: Math.min(load.concurrency, load.calls) }, work))
  return { ...figures, ms: performance.now() - started }
}

async function callOnce({ door, client }: OpenDoor, nonce: string, figures: CallFigures): Promise<void> {
  const started = performance.now()
  try {
    const { content } = await client.callTool(door.call(nonce), { timeout: CALL_MS })
    figures.latencies.push(performance.now() - started)
    const [block] = content
    if (block?.type === 'text' && block.text === nonce) return
    figures.crossed += 1
    figures.fault ??= `${nonce} was answered with ${JSON.stringify(content).slice(0, 300)}`
  } catch (error) {
    figures.lost += 1
    figures.fault ??= `${nonce}: ${error instanceof Error ? error.message : String(error)}`
  }
}
