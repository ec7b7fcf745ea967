import { setImmediate } from 'node:timers/promises'
import { throwIfAborted } from '../../errors.js'
import type { CliIo } from '../CliIo.js'
import { createProgress } from '../Progress.js'

/** Progress of the steps of a long command, with the time that is left of each. */
export interface StepProgress {
  /** A callback for one step. It lets other events in, so that Ctrl-C is heard between two long computations. */
  step(label: string): (done: number, of: number) => Promise<void>
  clear(): void
}

/** Progress on stderr where that is a terminal. The callback of a step rejects with `aborted` once the user has interrupted. */
export function createStepProgress(io: CliIo): StepProgress {
  const progress = createProgress(io)
  return {
    step(label) {
      const started = io.now()
      return async (done, of) => {
        const left = ((io.now() - started) / done) * (of - done)
        progress.show(`${label}: ${done} of ${of}, ${Math.ceil(left / 1000)} s left`)
        await setImmediate()
        throwIfAborted(io.signal)
      }
    },
    clear: () => progress.clear(),
  }
}
