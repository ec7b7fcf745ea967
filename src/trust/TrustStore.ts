import type { TrustState } from './TrustState.js'

/**
 * Where the state lives between processes. Drivers: a file, memory. Every driver keeps test/contracts/trustStore.ts.
 * What cannot be read is an error, never an empty state: an empty state would trust everything.
 */
export interface TrustStore {
  /** The state as it is now; a new one where nothing was stored yet. Rejects where it cannot be read. */
  read(): Promise<TrustState>
  /**
   * Applies `change` to the state as it is and keeps the outcome's `state`; resolves to the outcome once it is kept. No
   * other update comes between, of this process or another. `change` is pure: it may run more than once. When it throws,
   * the update rejects with that and nothing is kept; when it gives the state that it took, nothing is written.
   */
  update<Outcome extends { state: TrustState }>(change: (state: TrustState) => Outcome): Promise<Outcome>
}
