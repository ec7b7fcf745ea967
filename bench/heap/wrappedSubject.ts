import { Client, InMemoryTransport } from '@modelcontextprotocol/client'
import { ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server'
import { wrapClient } from 'toolcrib/mcp'
import { Draw } from '../attacks/Draw.js'
import type { HeapSubject } from './HeapSubject.js'

const VERBS = ['list', 'create', 'delete', 'rename', 'archive', 'share', 'find', 'copy'] as const
const THINGS = ['invoice', 'customer', 'ticket', 'photo', 'meeting', 'branch', 'server', 'playlist'] as const

/** How names begin that the server does not have. */
const UNKNOWN = 'unknown_'

const tool = (verb: string, thing: string, round: number) => ({
  name: `${verb}_${thing}`,
  description: `${verb} one ${thing} of the account, release ${round}.`,
  inputSchema: {
    type: 'object' as const,
    properties: { id: { type: 'string' as const, description: `Id of the ${thing}` } },
    additionalProperties: false,
  },
})

function serve(roundOf: () => number): Server {
  const server = new Server({ name: 'busy', version: '1' }, { capabilities: { tools: {} } })
  server.setRequestHandler('tools/list', () => ({
    tools: VERBS.flatMap((verb) => THINGS.map((thing) => tool(verb, thing, roundOf()))),
  }))
  server.setRequestHandler('tools/call', ({ params }) => {
    if (params.name.startsWith(UNKNOWN))
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${params.name} not found`)
    return { content: [{ type: 'text' as const, text: JSON.stringify(params.arguments ?? null) }] }
  })
  return server
}

/** Options of {@link wrappedSubject}. */
export interface WrappedSubjectOptions {
  /** Every tool of the server changes after so many steps: what is kept of the old ones must go. */
  changesEvery: number
}

/**
 * A wrapped client and a server of 64 tools in this process. No two tasks and no two calls are the same, sessions come and
 * go, and of eight calls one has wrong arguments and one asks for a tool that does not exist. Seeded: always the same steps.
 */
export async function wrappedSubject({ changesEvery }: WrappedSubjectOptions): Promise<HeapSubject> {
  let at = 0
  const server = serve(() => Math.floor(at / changesEvery))
  const [near, far] = InMemoryTransport.createLinkedPair()
  await server.connect(far)
  const client = wrapClient(new Client({ name: 'bench', version: '1' }), { maxTokens: 1000 })
  await client.connect(near)
  const draw = new Draw(1)
  const select = async (): Promise<void> => {
    const task = `${draw.of(VERBS)} the ${draw.of(THINGS)} number ${at} of user ${draw.below(1e6)}`
    // More sessions than are kept, each used a few times; a list in eight stands alone.
    const session = at % 16 === 0 ? undefined : `chat-${Math.floor(at / 64) * 8 + draw.below(8)}`
    await client.listTools(at % 32 === 2 ? { session } : { task, session })
  }
  const call = async (): Promise<void> => {
    if (at % 16 === 7) return await refused(client.callTool({ name: `${UNKNOWN}${at}`, arguments: {} }))
    const isWrong = at % 16 === 15
    const input = isWrong ? { idd: at } : { id: `${at}` }
    const { isError } = await client.callTool({
      name: `${draw.of(VERBS)}_${draw.of(THINGS)}`,
      arguments: input,
    })
    if (isWrong !== (isError === true))
      throw new TypeError(`Arguments ${JSON.stringify(input)} were misjudged.`)
  }
  return {
    step: (next) => {
      at = next
      return next % 2 === 0 ? select() : call()
    },
    close: () => client.close(),
  }
}

/** Resolves where the call fails, as it must. */
function refused(call: Promise<unknown>): Promise<void> {
  const unexpected = () => Promise.reject(new TypeError('A tool that does not exist gave a result.'))
  return call.then(unexpected, () => {})
}
