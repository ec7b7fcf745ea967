import type { Contender } from '../contenders/Contender.js'
import type { SpeedTasks } from '../data/speedInputs.js'
import type { Progress } from '../report/createProgress.js'
import { quantile } from '../report/quantile.js'
import { type Timed, timeInterleaved } from './timeInterleaved.js'

/** Tokens that a timed selection may have. */
export const MAX_TOKENS = 2_000
/** Tools that the others return: the most that a selection holds. */
const LIMIT = 10

/** Rounds over the warm-up tasks: fewer leave the first timed tasks to half-compiled code, of all contenders. */
const WARM_UP_ROUNDS = 5

/** Times of one contender over the tasks, in milliseconds. */
export interface SpeedRow {
  name: string
  p50: number
  p95: number
}

/**
 * Times every contender on every task once: ours as a whole `select` with evidence and packing, the others as a search.
 * All have been warmed up alike on other tasks.
 */
export async function speedSuite(
  contenders: readonly Contender[],
  tasks: SpeedTasks,
  progress: (label: string) => Progress,
): Promise<SpeedRow[]> {
  const warmUp = progress('warming up')
  const others = Array.from({ length: WARM_UP_ROUNDS }, () => tasks.warmUp).flat()
  await timeInterleaved(timedOver(contenders, others), { count: others.length, onProgress: warmUp.update })
  warmUp.end()
  const timing = progress('timing fresh tasks')
  const samples = await timeInterleaved(timedOver(contenders, tasks.timed), {
    count: tasks.timed.length,
    onProgress: timing.update,
  })
  timing.end()
  return contenders.map(({ name }) => {
    const ms = samples.get(name) ?? []
    return { name, p50: quantile(ms, 0.5) ?? 0, p95: quantile(ms, 0.95) ?? 0 }
  })
}

function timedOver(contenders: readonly Contender[], texts: readonly string[]): Timed[] {
  return contenders.map((contender) => {
    const { select } = contender
    const run = (at: number): unknown =>
      select === undefined
        ? contender.rank(texts[at] ?? '', LIMIT)
        : select.call(contender, texts[at] ?? '', MAX_TOKENS)
    return { name: contender.name, async: contender.async !== false, run }
  })
}
