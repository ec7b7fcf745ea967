import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { wrapClient } from 'toolcrib/mcp'
import { answerServer } from './answerServer.js'
import { EVERY_TOOL } from './everyTool.js'
import { type Assignment, CAPABILITIES, CLIENT_INFO, type Subject, type SubjectTool } from './Subject.js'
import { validationOf } from './validationOf.js'

/** `wrapClient` around a client of SDK v2 that is connected as any host would. */
export async function openWrapSubject({ url, scenario }: Assignment): Promise<Subject> {
  const plain = new Client(CLIENT_INFO, { capabilities: CAPABILITIES, versionNegotiation: { mode: 'auto' } })
  answerServer(plain)
  await plain.connect(new StreamableHTTPClientTransport(new URL(url)))
  const client = wrapClient(plain, { validate: validationOf(scenario) })
  return {
    listTools: async () => (await client.listTools(EVERY_TOOL)).tools as SubjectTool[],
    callTool: async (name, args) => await client.callTool({ name, arguments: args }),
    readRest: async () => {
      const { resources } = await client.listResources()
      await client.readResource({ uri: resources[0]!.uri })
      const { prompts } = await client.listPrompts()
      await client.getPrompt({ name: prompts[0]!.name })
    },
    close: async () => await client.close(),
  }
}
