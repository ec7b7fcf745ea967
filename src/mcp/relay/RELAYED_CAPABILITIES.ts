import type { ClientCapabilities } from '@modelcontextprotocol/client'

/** What is declared to servers whose requests are relayed: all that some client can do, since nobody knows yet which one. */
export const RELAYED_CAPABILITIES: ClientCapabilities = {
  roots: { listChanged: true },
  sampling: { context: {}, tools: {} },
  elicitation: { form: {}, url: {} },
}
