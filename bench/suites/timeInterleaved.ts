import { Bench } from 'tinybench'

/** Something to be timed: `run(i)` handles the i-th input. */
export interface Timed {
  readonly name: string
  /** False when `run` returns its result at once. */
  readonly async: boolean
  run(index: number): unknown
}

/** How the inputs are spread. */
export interface InterleaveOptions {
  /** Inputs, 1 or more; each is handled exactly once by each. */
  count: number
  /** Inputs handled by one before the next takes over, 1 or more. Default 20. */
  block?: number
  /** Called after each block with the share of the work that is done, 0 to 1. */
  onProgress?: (done: number) => void
}

/**
 * Times each contender on each input once, with tinybench, block by block in rotating order, so that a slow minute of
 * the machine hits all of them. Returns milliseconds by name, in the order of the inputs.
 */
export async function timeInterleaved(
  timed: readonly Timed[],
  { count, block = 20, onProgress }: InterleaveOptions,
): Promise<Map<string, number[]>> {
  const samples = new Map(timed.map(({ name }) => [name, [] as number[]]))
  for (let start = 0, turn = 0; start < count; start += block, turn += 1) {
    const iterations = Math.min(block, count - start)
    const bench = new Bench({ iterations, time: 0, warmup: false, retainSamples: true, throws: true })
    for (const { name, async, run } of rotate(timed, turn)) {
      let next = start
      bench.add(name, async ? async () => void (await run(next++)) : () => void run(next++), { async })
    }
    await bench.run()
    for (const task of bench.tasks) {
      const { result } = task
      if (result.state !== 'completed' || result.latency.samples?.length !== iterations)
        throw new Error(`tinybench did not measure each of ${iterations} inputs of ${task.name} once.`)
      samples.get(task.name)?.push(...result.latency.samples)
    }
    onProgress?.((start + iterations) / count)
  }
  return samples
}

function rotate<T>(list: readonly T[], by: number): T[] {
  const at = list.length === 0 ? 0 : by % list.length
  return [...list.slice(at), ...list.slice(0, at)]
}
