import { answerOf, type ClientWay } from './ClientWay.js'

interface AiSdkClient {
  initializeResult: { protocolVersion: string }
  listTools(): Promise<{ tools: { name: string }[] }>
  tools(): Promise<Record<string, { execute(args: unknown, options: object): Promise<unknown> }>>
  listResources(): Promise<{ resources: { uri: string }[] }>
  readResource(args: { uri: string }): Promise<{ contents: { text: string }[] }>
  listPrompts(): Promise<{ prompts: { name: string }[] }>
  getPrompt(args: { name: string }): Promise<{ description: string }>
  close(): Promise<void>
}

/** The client of Vercel's AI SDK, which chooses the newest revision of both sides by itself. */
export const AI_SDK_WAYS: readonly ClientWay[] = (['stdio', 'http'] as const).map((transport) => ({
  client: '@ai-sdk/mcp',
  transport,
  era: 'modern',
  unsupported: {},
  open: async (gateway, installed) => {
    const { createMCPClient } = (await import(installed.module('@ai-sdk/mcp'))) as {
      createMCPClient(options: object): Promise<AiSdkClient>
    }
    const stdio = async () => {
      const { Experimental_StdioMCPTransport: Stdio } = (await import(
        installed.module('@ai-sdk/mcp', './mcp-stdio')
      )) as { Experimental_StdioMCPTransport: new (options: object) => object }
      return new Stdio({ command: process.execPath, args: gateway.args() })
    }
    const client = await createMCPClient({
      transport: transport === 'http' ? { type: 'http', url: gateway.url } : await stdio(),
    })
    if (client.initializeResult.protocolVersion !== '2026-07-28')
      throw new Error(`@ai-sdk/mcp speaks ${client.initializeResult.protocolVersion} over ${transport}.`)
    return {
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      // As a model's call is run: by the tool set, which knows the listed tools alone.
      call: async (name, args) =>
        answerOf(await (await client.tools())[name]!.execute(args, { messages: [], toolCallId: '1' })),
      resources: async () => (await client.listResources()).resources.map(({ uri }) => uri),
      read: async (uri) => (await client.readResource({ uri })).contents[0]!.text,
      prompts: async () => (await client.listPrompts()).prompts.map(({ name }) => name),
      prompt: async (name) => (await client.getPrompt({ name })).description,
      close: () => client.close(),
    }
  },
}))
