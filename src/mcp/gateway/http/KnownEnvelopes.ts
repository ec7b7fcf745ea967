import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  classifyInboundRequest,
  LOG_LEVEL_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/server'

/** What the protocol of 2026 adds to the `_meta` of each request. */
export const ENVELOPE_KEYS: readonly string[] = [
  PROTOCOL_VERSION_META_KEY,
  CLIENT_INFO_META_KEY,
  CLIENT_CAPABILITIES_META_KEY,
  LOG_LEVEL_META_KEY,
]

/** Envelopes that are remembered: a client sends the same one each time. */
const MAX_KNOWN = 256
/** Most characters of one that is. */
const MAX_LENGTH = 4_000

/** Envelopes that the SDK accepts. It checks each anew against its schemas, which takes longer than all else of a request. */
export class KnownEnvelopes {
  readonly #known = new Set<string>()

  /**
   * Whether the SDK would accept a request with this `_meta`. False too for one with members besides the envelope and a
   * progress token, and for a long one.
   *
   * @param request What else it is judged by; its headers say the same.
   */
  accepts(
    meta: Readonly<Record<string, unknown>>,
    request: { version: string; method: string; name: string; body: unknown },
  ): boolean {
    const { progressToken: _, ...envelope } = meta
    if (envelope[PROTOCOL_VERSION_META_KEY] !== request.version) return false
    if (!Object.keys(envelope).every((key) => ENVELOPE_KEYS.includes(key))) return false
    const text = JSON.stringify(envelope)
    if (this.#known.has(text)) return true
    if (text.length > MAX_LENGTH || !isAccepted(request)) return false
    if (this.#known.size >= MAX_KNOWN) this.#known.clear()
    this.#known.add(text)
    return true
  }
}

function isAccepted({ version, method, name, body }: Parameters<KnownEnvelopes['accepts']>[1]): boolean {
  const route = classifyInboundRequest({
    httpMethod: 'POST',
    protocolVersionHeader: version,
    mcpMethodHeader: method,
    mcpNameHeader: name,
    body,
  })
  return (
    route.kind === 'modern' && route.messageKind === 'request' && route.classification.revision === version
  )
}
