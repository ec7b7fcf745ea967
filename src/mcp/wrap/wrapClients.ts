import { checkOptions } from '../../crib/checkOptions.js'
import { createToolServers } from '../servers/createToolServers.js'
import type { ToolServers } from '../servers/ToolServers.js'
import { type ToolServersOptions, toolServersOptionsSchema } from '../servers/ToolServersOptions.js'
import { ClientUpstream } from '../upstream/ClientUpstream.js'
import type { McpClient } from './detectClient.js'

/**
 * Several clients of SDK v1 or v2, connected by you, as one object over all their tools: listed by task, named
 * `<key>__<tool>`. `close` closes them all.
 *
 * @throws CribError `client-unsupported`, `option-unknown`, `option-invalid` or `glob-invalid`.
 */
export function wrapClients<K extends string>(
  clients: Readonly<Record<K, McpClient>>,
  options: ToolServersOptions<NoInfer<K>> = {},
): ToolServers<K> {
  checkOptions('wrapClients', options, toolServersOptionsSchema)
  const keys = Object.keys(clients) as K[]
  return createToolServers(
    keys.map((key) => new ClientUpstream(key, clients[key])),
    options,
  )
}
