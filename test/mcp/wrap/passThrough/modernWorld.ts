import { type Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { createMcpHandler, Server } from '@modelcontextprotocol/server'
import type { World } from './PassRow.js'

/** A server of the 2026 protocol over HTTP, in this process. */
export interface ModernWorld extends World {
  connect(client: Client): Promise<void>
  /** Tells everybody who listens that the tools changed. */
  toolsChanged(): void
}

/** Opens one. */
export async function openModernWorld(): Promise<ModernWorld> {
  const sent: unknown[] = []
  const handler = createMcpHandler(() => {
    const server = new Server(
      { name: 'modern', version: '4' },
      { capabilities: { tools: { listChanged: true } } },
    )
    server.setRequestHandler('tools/list', () => ({ tools: [], ttlMs: 0, cacheScope: 'private' }))
    return server
  })
  const fetch = async (url: string | URL, init?: RequestInit) => {
    if (typeof init?.body === 'string') sent.push(JSON.parse(init.body))
    return await handler.fetch(new Request(url, init))
  }
  const transport = new StreamableHTTPClientTransport(new URL('http://in.process/mcp'), { fetch })
  return {
    sent,
    connect: (client) => client.connect(transport),
    toolsChanged: () => handler.notify.toolsChanged(),
    close: () => handler.close(),
  }
}
