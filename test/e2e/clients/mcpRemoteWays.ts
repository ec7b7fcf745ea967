import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { answerOf, type ClientWay } from './ClientWay.js'

/** mcp-remote, for hosts that know stdio alone, between a client of the SDK and the gateway over HTTP. */
export const MCP_REMOTE_WAYS: readonly ClientWay[] = (['legacy', 'modern'] as const).map((era) => ({
  client: 'mcp-remote',
  transport: 'http',
  era,
  unsupported: {},
  open: async (gateway, installed) => {
    const mode = era === 'legacy' ? 'legacy' : { pin: '2026-07-28' }
    const client = new Client({ name: 'e2e', version: '1' }, { versionNegotiation: { mode } })
    const args = [installed.script('mcp-remote'), gateway.url, '--allow-http', '--transport', 'http-only']
    const env = { ...(process.env as Record<string, string>), HOME: gateway.folder }
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args, env, stderr: 'ignore' }),
      { timeout: 60_000 },
    )
    return {
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: async (name, given) => answerOf(await client.callTool({ name, arguments: given })),
      resources: async () => (await client.listResources()).resources.map(({ uri }) => uri),
      read: async (uri) => {
        const [content] = (await client.readResource({ uri })).contents
        return String(content !== undefined && 'text' in content ? content.text : undefined)
      },
      prompts: async () => (await client.listPrompts()).prompts.map(({ name }) => name),
      prompt: async (name) => `${(await client.getPrompt({ name })).description}`,
      close: () => client.close(),
    }
  },
}))
