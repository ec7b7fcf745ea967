import { knownServer } from './knownServer.js'
import type { TrustState } from './TrustState.js'

/** The state without a server: its next listing is trusted as at first sight. Throws `trust-unknown`. */
export function forgetServer(state: TrustState, server: string): TrustState {
  knownServer(state, server)
  return { ...state, servers: state.servers.filter(({ key }) => key !== server) }
}
