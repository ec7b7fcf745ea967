import { connectServers, SELECTION_META } from 'toolcrib/mcp'
import { answerServer } from './answerServer.js'
import { EVERY_TOOL } from './everyTool.js'
import { providerOf } from './providerOf.js'
import { type Assignment, CAPABILITIES, CLIENT_INFO, type Subject, type SubjectTool } from './Subject.js'
import { validationOf } from './validationOf.js'

const KEY = 'tested'

/** `connectServers` with the one server of a scenario, which it reaches and signs in to by itself. */
export async function openConnectSubject(assignment: Assignment): Promise<Subject> {
  const provider = await providerOf(assignment)
  const servers = await connectServers(new Map([[KEY, { transport: 'http', url: assignment.url }]]), {
    clientInfo: CLIENT_INFO,
    // All clients of a set start at once, on however few cores.
    listWaitMs: 60_000,
    capabilities: CAPABILITIES,
    prepare: answerServer,
    authProvider: () => provider,
    validate: validationOf(assignment.scenario),
  })
  const state = servers.status()[KEY]!
  if (state.status === 'failed') {
    await servers.close()
    throw state.error
  }
  return {
    listTools: async () => {
      const { tools, _meta } = await servers.listTools(EVERY_TOOL)
      const [lost] = _meta[SELECTION_META].unavailable
      if (lost !== undefined) throw new Error(lost.reason)
      return own(tools)
    },
    callTool: async (name, args) => await servers.callTool({ name, arguments: args }),
    readRest: async () => {
      const { resources } = await servers.listResources(KEY)
      await servers.readResource(KEY, { uri: (resources[0] as { uri: string }).uri })
      const { prompts } = await servers.listPrompts(KEY)
      await servers.getPrompt(KEY, { name: (prompts[0] as { name: string }).name })
    },
    close: async () => await servers.close(),
  }
}

/** The tools of the server, without those that search and call. */
function own(tools: readonly unknown[]): SubjectTool[] {
  return (tools as SubjectTool[]).filter(({ name }) => name.startsWith(`${KEY}__`))
}
