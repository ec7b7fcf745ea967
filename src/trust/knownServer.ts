import { CribError } from '../errors.js'
import { showValue } from '../text/showValue.js'
import type { TrustedServer, TrustState } from './TrustState.js'

/** The server of that key. Throws `trust-unknown`. */
export function knownServer({ servers }: TrustState, key: string): TrustedServer {
  const server = servers.find((one) => one.key === key)
  if (server !== undefined) return server
  throw new CribError(
    'trust-unknown',
    `No server ${showValue(key)} was ever seen. \`toolcrib trust status\` lists those that were.`,
    { details: { server: key } },
  )
}
