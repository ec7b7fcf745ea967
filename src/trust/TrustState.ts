/** A definition as it was seen. */
export interface SeenDefinition {
  /** `fingerprint()` of the definition, 64 hexadecimal digits. */
  fingerprint: string
  /** The definition as JSON text, members in the server's order; null where it was too large to keep ({@link TRUST_LIMITS}). */
  json: string | null
  /** When it was approved or, while it waits for that, first seen: ISO 8601 in UTC, as the caller gave it. */
  since: string
}

/** What is remembered of one tool of one server. */
export interface TrustedTool {
  /** As the server names it. */
  name: string
  /** When a tool of that name was first seen. */
  firstSeen: string
  /** What may be handed out and called: the first definition seen, or the one approved last. */
  approved: SeenDefinition
  /** The last other definition that the server listed; null unless the tool is held. */
  pending: SeenDefinition | null
}

/** What is remembered of one server. */
export interface TrustedServer {
  /** Its key, for example `github`. */
  key: string
  firstSeen: string
  /** In code unit order of their names. Tools that the server no longer lists stay. */
  tools: readonly TrustedTool[]
}

/** Every definition that was ever trusted. Plain JSON, immutable. */
export interface TrustState {
  version: 1
  /** In code unit order of their keys. */
  servers: readonly TrustedServer[]
}

/**
 * Most that a state holds. Nothing known is ever dropped to make room: a tool that cannot be remembered is held (`full`),
 * and of a definition whose text has no room the fingerprint is kept alone.
 */
export const TRUST_LIMITS = Object.freeze({
  /** Servers; a busy host has some dozens. */
  servers: 1000,
  /** Tools of one server; the largest of 59 real ones lists 401. */
  toolsPerServer: 20_000,
  /** UTF-16 code units of one definition's text. */
  definitionCharacters: 1_000_000,
  /** UTF-16 code units of all texts of one server, so that none can take the room of the others. */
  serverCharacters: 8_000_000,
  /** UTF-16 code units of all texts: a file that can still be read as one string. */
  characters: 64_000_000,
})

/** A state in which no server was seen yet. */
export function createTrustState(): TrustState {
  return { version: 1, servers: [] }
}

/** UTF-16 code units of the texts that a server's entry holds. */
export function textLength(server: TrustedServer | undefined): number {
  const lengthOf = (seen: SeenDefinition | null) => seen?.json?.length ?? 0
  return (server?.tools ?? []).reduce(
    (sum, { approved, pending }) => sum + lengthOf(approved) + lengthOf(pending),
    0,
  )
}
