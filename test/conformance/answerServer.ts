import type { Client } from '@modelcontextprotocol/client'

/** Answers what a server may ask of a host: forms are accepted as they are, so that their defaults must be filled in. */
export function answerServer(client: Client): void {
  client.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: {} }))
  client.setRequestHandler('sampling/createMessage', () => ({
    model: 'none',
    role: 'assistant',
    content: { type: 'text', text: 'sampled' },
  }))
  client.setRequestHandler('roots/list', () => ({ roots: [{ uri: 'file:///conformance' }] }))
}
