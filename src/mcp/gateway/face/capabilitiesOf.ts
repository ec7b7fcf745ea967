import type { ServerCapabilities } from '@modelcontextprotocol/server'
import type { Gateway } from '../Gateway.js'
import type { Profile } from '../profiles/Profile.js'

/** Fits in the 2 KB that hosts keep of a server's advice. */
const INSTRUCTIONS =
  'A gateway to many tools, of which few are listed. Describe what you want to do to search_tools; it answers with names and parameters. describe_tools gives full definitions. Call what you found through call_tool, or through call_read_tool where it is marked [read].'

/** What the gateway can do, whatever is known of the servers: it must not change with a slow start. */
const CAPABILITIES: ServerCapabilities = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { listChanged: true, subscribe: true },
  completions: {},
  logging: {},
}

/** What a face says of itself. A pass-through profile says what its server does. */
export async function capabilitiesOf(
  gateway: Gateway,
  { options: { passThrough, task } }: Profile,
): Promise<{ capabilities: ServerCapabilities; instructions?: string }> {
  if (passThrough === undefined)
    return { capabilities: CAPABILITIES, ...(task === undefined ? { instructions: INSTRUCTIONS } : {}) }
  const { servers } = await gateway.view()
  const known = servers.get(passThrough)
  if (known === undefined) return { capabilities: CAPABILITIES }
  const { capabilities, instructions } = known
  return {
    capabilities: capabilities as ServerCapabilities,
    ...(instructions === undefined ? {} : { instructions }),
  }
}
