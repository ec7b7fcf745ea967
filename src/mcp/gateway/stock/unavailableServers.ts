import { oneLine } from '../../oneLine.js'
import type { ManagedUpstream } from '../../upstream/ManagedUpstream.js'

/** What is known of servers beside their connections. */
interface Knowledge {
  /** Why the lists of a server could not be read, by key. */
  failures: ReadonlyMap<string, string>
  isKnown: (key: string) => boolean
}

/** Servers whose tools cannot be called now, in the order given, each with the reason in a line. */
export function unavailableServers(
  upstreams: readonly ManagedUpstream[],
  { failures, isKnown }: Knowledge,
): { server: string; reason: string }[] {
  return upstreams.flatMap(({ key, state }) => {
    if (state.status === 'ready') {
      const reason = failures.get(key) ?? (isKnown(key) ? undefined : 'its tools are still being read')
      return reason === undefined ? [] : [{ server: key, reason }]
    }
    if (state.status === 'starting') return [{ server: key, reason: 'still starting' }]
    return [{ server: key, reason: 'error' in state ? lineOf(state.error) : state.status }]
  })
}

/** What an error says, in a line of 200 characters at most. */
export function lineOf(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error), 200)
}
