import type { CallAnswer, ClientWay } from './ClientWay.js'

interface LangchainClient {
  getTools(): Promise<{ name: string; invoke(args: unknown): Promise<unknown> }[]>
  listResources(): Promise<Record<string, { uri: string }[]>>
  readResource(server: string, uri: string): Promise<{ text: string }[]>
  close(): Promise<void>
}

/** LangChain's adapters: they list once, and make a tool of LangChain of each. */
export const LANGCHAIN_WAYS: readonly ClientWay[] = (['stdio', 'http'] as const).map((transport) => ({
  client: '@langchain/mcp-adapters',
  transport,
  era: 'legacy',
  unsupported: {
    prompts: 'its adapters are of tools and resources',
  },
  open: async (gateway, installed) => {
    const { MultiServerMCPClient } = (await import(installed.module('@langchain/mcp-adapters'))) as {
      MultiServerMCPClient: new (options: object) => LangchainClient
    }
    const server =
      transport === 'http'
        ? { transport: 'http', url: gateway.url }
        : { transport: 'stdio', command: process.execPath, args: gateway.args() }
    const client = new MultiServerMCPClient({ mcpServers: { gate: server }, throwOnLoadError: true })
    const tools = await client.getTools()
    return {
      tools: async () => tools.map(({ name }) => name),
      call: async (name, args) => await invoked(tools.find((tool) => tool.name === name)!.invoke(args)),
      resources: async () => (await client.listResources())['gate']!.map(({ uri }) => uri),
      read: async (uri) => (await client.readResource('gate', uri))[0]!.text,
      close: () => client.close(),
    }
  },
}))

/** It throws what a server answers as an error, and gives the text of other answers. */
async function invoked(run: Promise<unknown>): Promise<CallAnswer> {
  try {
    return { text: String(await run), isError: false }
  } catch (error) {
    return { text: error instanceof Error ? error.message : String(error), isError: true }
  }
}
