import { setImmediate } from 'node:timers/promises'
import type { Steps } from '../tool/runSteps.js'

/** Milliseconds of work after which other requests have their turn. */
const SLICE_MS = 15

/** Runs steps so that nothing else waits for longer than a slice and the longest step. Rejects as the steps throw. */
export async function inSlices<Outcome>(steps: Steps<Outcome>): Promise<Outcome> {
  for (;;) {
    const until = performance.now() + SLICE_MS
    while (performance.now() < until) {
      const step = steps.next()
      if (step.done) return step.value
    }
    await setImmediate()
  }
}
