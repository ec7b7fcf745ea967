import { TRUST_LIMITS, type TrustedServer, type TrustState, textLength } from './TrustState.js'

/**
 * What decides whether the text of another definition of `server` is kept: the text where there is room, else null.
 * The room is measured once, at the first text.
 */
export function createKeeper(
  state: TrustState,
  server: TrustedServer | undefined,
): (json: string) => string | null {
  let room: number | undefined
  return (json) => {
    room ??= roomFor(state, server)
    if (json.length > TRUST_LIMITS.definitionCharacters || json.length > room) return null
    room -= json.length
    return json
  }
}

function roomFor({ servers }: TrustState, server: TrustedServer | undefined): number {
  const all = servers.reduce((sum, one) => sum + textLength(one), 0)
  return Math.min(TRUST_LIMITS.serverCharacters - textLength(server), TRUST_LIMITS.characters - all)
}
