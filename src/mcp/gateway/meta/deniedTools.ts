import type { Catalog } from '../../../tool/Catalog.js'
import type { GateAction } from '../gate/Gate.js'
import type { Audience } from './constantList.js'

/** Characters that mean something in a glob. */
const SPECIAL = /[\\*?[\]{}()!+@|^$<>]/g

/** Globs that match just the tools which the gate keeps from an audience; none where it treats all alike. */
export function deniedTools({ tools }: Catalog, action: GateAction, audience: Audience): string[] {
  const { gateway } = audience
  if (gateway.isOpen) return []
  return tools
    .filter(({ server, name }) => gateway.denied(audience, action, { server: server!, name }) !== undefined)
    .map(({ id }) => id.replace(SPECIAL, '\\$&'))
}
