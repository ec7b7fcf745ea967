import { isHeaderMismatch } from '../upstream/headerMismatch.js'
import type { SdkVersion } from './detectClient.js'
import type { LooseClient } from './LooseClient.js'

/** A call of a client's own `callTool`. */
export interface ClientCall {
  version: SdkVersion
  /** Params of `tools/call`. */
  params: unknown
  /** What follows them: request options, in v1 behind a result schema. */
  rest: readonly unknown[]
  /** The tool as it was listed; undefined for one that is in no list. */
  definition: unknown
  /** Lists anew and gives the definition as it is then. */
  refetch: () => Promise<unknown>
}

/**
 * Calls a tool with what SDK v2 would know from its own typed list, which a raw list does not fill: by the definition it
 * checks the result's structured content, and in the protocol of 2026 it mirrors arguments into HTTP headers.
 */
export async function callClient(client: LooseClient, call: ClientCall): Promise<unknown> {
  const { version, params, rest, definition, refetch } = call
  if (version === 'v1' || !needsDefinition(definition)) return await client.callTool(params, ...rest)
  const [options] = rest
  const send = (toolDefinition: unknown) =>
    client.callTool(params, {
      toolDefinition: withoutBadOutput(client, toolDefinition),
      ...(options as object | undefined),
    })
  try {
    return await send(definition)
  } catch (error) {
    // The SDK lists anew and tries once more where it found the definition by itself.
    if (!isHeaderMismatch(error)) throw error
    const fresh = await refetch()
    if (fresh === undefined) throw error
    return await send(fresh)
  }
}

function needsDefinition(definition: unknown): boolean {
  if (typeof definition !== 'object' || definition === null) return false
  return 'outputSchema' in definition || JSON.stringify(definition).includes('"x-mcp-header"')
}

const checked = new WeakMap<object, unknown>()

/** By a schema of results that does not compile, SDK v2 refuses the call; without it the result goes unchecked, as in v1. */
function withoutBadOutput(client: LooseClient, definition: unknown): unknown {
  if (typeof definition !== 'object' || definition === null || !('outputSchema' in definition))
    return definition
  if (!checked.has(definition)) {
    const { outputSchema: _, ...rest } = definition
    checked.set(definition, client._compileOutputValidator?.(definition)?.ok === false ? rest : definition)
  }
  return checked.get(definition)
}
