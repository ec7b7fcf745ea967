import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Frees what can be freed, then bytes in use: the heap, and typed arrays, which live beside it. */
export async function heapAfterGc(): Promise<number> {
  // A flag of the command line would be one more thing to remember; set late, it reaches new contexts only.
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // Weak references and finalizers let go a turn after what they point to.
  for (let round = 0; round < 4; round += 1) {
    collect()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
