import { createTrustState, type TrustState } from '../TrustState.js'
import type { TrustStore } from '../TrustStore.js'

/** A store that forgets with the process: for tests, and for hosts that keep the state themselves. */
export function createMemoryTrustStore(initial: TrustState = createTrustState()): TrustStore {
  let state = initial
  return {
    read: async () => state,
    update: async (change) => {
      const outcome = change(state)
      state = outcome.state
      return outcome
    },
  }
}
