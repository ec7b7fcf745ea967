import { CribError } from '../errors.js'
import { showValue } from '../text/showValue.js'
import { checkMoment } from './checkArguments.js'
import { knownServer } from './knownServer.js'
import type { TrustedServer, TrustedTool, TrustState } from './TrustState.js'

/** Which definition of which tool is approved. */
export interface Approval {
  /** Key of the server. */
  server: string
  /** The tool as the server names it. */
  tool: string
  /** Fingerprint of the definition that was looked at: another one is not approved by this. */
  fingerprint: string
  /** The time, ISO 8601 in UTC. */
  now: string
}

/**
 * The state after the pending definition of a tool was approved. Throws `trust-unknown` where the tool is not known, and
 * `trust-mismatch` where it is not held, or for another definition than the one of that fingerprint.
 */
export function approveTool(state: TrustState, { server, tool, fingerprint, now }: Approval): TrustState {
  checkMoment(now)
  const { pending } = knownTool(state, server, tool)
  if (pending?.fingerprint !== fingerprint) throw mismatch({ server, tool, fingerprint, pending })
  const approve = (entry: TrustedTool): TrustedTool =>
    entry.name === tool ? { ...entry, approved: { ...pending, since: now }, pending: null } : entry
  return withServer(state, server, (known) => ({ ...known, tools: known.tools.map(approve) }))
}

function withServer(
  state: TrustState,
  key: string,
  change: (server: TrustedServer) => TrustedServer,
): TrustState {
  return { ...state, servers: state.servers.map((server) => (server.key === key ? change(server) : server)) }
}

function knownTool(state: TrustState, server: string, name: string): TrustedTool {
  const tool = knownServer(state, server).tools.find((one) => one.name === name)
  if (tool !== undefined) return tool
  throw new CribError(
    'trust-unknown',
    `Server ${showValue(server)} was never seen with a tool ${showValue(name)}. \`toolcrib trust status\` shows what is held.`,
    { details: { server, tool: name } },
  )
}

function mismatch({
  server,
  tool,
  fingerprint,
  pending,
}: Omit<Approval, 'now'> & { pending: TrustedTool['pending'] }): CribError {
  const what =
    pending === null
      ? 'is not held: there is nothing to approve'
      : `is held for the definition ${pending.fingerprint}, not for ${showValue(fingerprint)}: it changed again. Look at \`toolcrib trust diff\` anew`
  return new CribError('trust-mismatch', `${showValue(`${server}/${tool}`)} ${what}.`, {
    details: { server, tool, expected: fingerprint, actual: pending?.fingerprint ?? null },
  })
}
