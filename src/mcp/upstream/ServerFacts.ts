import type { ServerCapabilities } from '@modelcontextprotocol/client'

/** What a server said of itself at its last handshake. */
export interface ServerFacts {
  era: 'legacy' | 'modern'
  capabilities: ServerCapabilities
  /** Its advice for models, as it came; absent without any. */
  instructions?: string
}
