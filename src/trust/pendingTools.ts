import type { SeenDefinition, TrustedTool, TrustState } from './TrustState.js'

/** A tool that waits for an approval. */
export interface PendingTool extends TrustedTool {
  /** Key of its server. */
  server: string
  pending: SeenDefinition
}

/** The tools of a state that are held because their definition changed, by server and name. */
export function pendingTools({ servers }: TrustState): PendingTool[] {
  return servers.flatMap(({ key, tools }) =>
    tools.flatMap((tool) => (tool.pending === null ? [] : [{ ...tool, server: key, pending: tool.pending }])),
  )
}
