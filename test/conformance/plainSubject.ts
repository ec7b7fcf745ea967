import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client'
import { answerServer } from './answerServer.js'
import { providerOf } from './providerOf.js'
import { type Assignment, CAPABILITIES, CLIENT_INFO, type Subject, type SubjectTool } from './Subject.js'

export async function openPlainSubject(assignment: Assignment): Promise<Subject> {
  const provider = await providerOf(assignment)
  const authProvider = provider as any
  let client!: Client
  let transport!: StreamableHTTPClientTransport
  const connect = async () => {
    client = new Client(CLIENT_INFO, { capabilities: CAPABILITIES, versionNegotiation: { mode: 'auto' } })
    answerServer(client)
    transport = new StreamableHTTPClientTransport(new URL(assignment.url), provider ? { authProvider } : {})
    await client.connect(transport)
  }
  const withAuth = async <T>(work: () => Promise<T>, again = async () => {}): Promise<T> => {
    for (let tries = 0; ; tries++) {
      try {
        return await work()
      } catch (e) {
        console.error('caught', (e as Error).name, (e as Error).message)
        let un: any = e
        while (un && !(un instanceof UnauthorizedError)) un = un.cause ?? un.data?.cause
        if (!un || !authProvider.authorizationCode || tries >= 2) throw e
        await transport.finishAuth(await authProvider.authorizationCode())
        await again()
      }
    }
  }
  await withAuth(connect)
  return {
    listTools: async () => (await withAuth(() => client.listTools())).tools as SubjectTool[],
    callTool: async (name, args) => await withAuth(() => client.callTool({ name, arguments: args })),
    readRest: async () => {
      const { resources } = await client.listResources()
      await client.readResource({ uri: resources[0]!.uri })
      const { prompts } = await client.listPrompts()
      await client.getPrompt({ name: prompts[0]!.name })
    },
    close: async () => await client.close(),
  }
}
