import { CribError } from '../errors.js'
import { showValue } from '../text/showValue.js'
import type { TrustedTool, TrustState } from '../trust/TrustState.js'

/** A tool of a state, with its server's key. */
export interface OwnedTool extends TrustedTool {
  server: string
}

/** How a tool is named on the command line. */
export function trustId({ server, name }: { server: string; name: string }): string {
  return `${server}/${name}`
}

/**
 * The tool that `id` (`server/tool`) names. Keys and names may hold slashes, so it is looked for, not taken apart. Throws
 * `trust-unknown` where there is none, and `usage` where there are two.
 */
export function trustedTool({ servers }: TrustState, id: string): OwnedTool {
  const [tool, second] = servers
    .filter(({ key }) => id.startsWith(`${key}/`))
    .flatMap(({ key, tools }) =>
      tools
        .filter(({ name }) => trustId({ server: key, name }) === id)
        .map((one) => ({ ...one, server: key })),
    )
  if (tool === undefined) {
    const message = `No tool ${showValue(id)} was ever seen. Name it as server/tool; toolcrib trust status shows what is held.`
    throw new CribError('trust-unknown', message, { details: { tool: id } })
  }
  if (second !== undefined) {
    const message = `${showValue(id)} names a tool of ${showValue(tool.server)} and one of ${showValue(second.server)}. Give one of the servers another key.`
    throw new CribError('usage', message, { details: { argument: 'tools', value: id } })
  }
  return tool
}
