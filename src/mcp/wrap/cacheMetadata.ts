import type { LooseClient } from './LooseClient.js'

/**
 * Tells a client of SDK v1 what its own typed list would have left it: the schemas of results, which it checks them by, and
 * which tools can only be called as tasks. Does nothing for v2, which takes the definition with each call.
 *
 * @param tools as they came over the wire
 */
export function cacheMetadata(client: LooseClient, tools: readonly unknown[]): void {
  if (client.cacheToolMetadata === undefined) return
  if (isCached(client, tools)) return
  // One result schema that does not compile makes the whole typed list fail in v1; here it goes unchecked alone.
  const checkable = tools.map((tool) => (isCached(client, [tool]) ? tool : withoutOutputSchema(tool)))
  isCached(client, checkable)
}

function isCached(client: LooseClient, tools: readonly unknown[]): boolean {
  try {
    client.cacheToolMetadata!(tools)
    return true
  } catch {
    return false
  }
}

function withoutOutputSchema(tool: unknown): object {
  const { outputSchema: _, ...rest } = tool as { outputSchema?: unknown }
  return rest
}
