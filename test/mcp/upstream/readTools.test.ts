import { ProtocolError } from '@modelcontextprotocol/client'
import { describe, expect, it } from 'vitest'
import type { Connection } from '../../../src/mcp/upstream/Connection.js'
import { readTools } from '../../../src/mcp/upstream/readTools.js'

interface Facts {
  era: 'legacy' | 'modern'
  transport: 'stdio' | 'http' | 'sse'
  tools?: { listChanged?: boolean }
}

/** What is read of a connection. */
const connectionOf = ({ era, transport, tools }: Facts) =>
  ({ era, transport, client: { getServerCapabilities: () => ({ tools }) } }) as unknown as Connection
const read = (facts: Facts, page: object) =>
  readTools(
    'one',
    async () => ({ tools: [], ...page }),
    () => connectionOf(facts),
  )

const TELLS = { listChanged: true }
const FIVE_MINUTES = 300_000

describe('how long a list holds', () => {
  it.each([
    [{ era: 'legacy', transport: 'stdio', tools: TELLS }, {}, Number.POSITIVE_INFINITY],
    [{ era: 'legacy', transport: 'sse', tools: TELLS }, {}, Number.POSITIVE_INFINITY],
    // Nobody notices when the stream of its notifications is lost, or never was.
    [{ era: 'legacy', transport: 'http', tools: TELLS }, {}, FIVE_MINUTES],
    [{ era: 'legacy', transport: 'stdio', tools: {} }, {}, FIVE_MINUTES],
    [{ era: 'legacy', transport: 'stdio' }, { ttlMs: 5 }, FIVE_MINUTES],
    [{ era: 'modern', transport: 'http', tools: TELLS }, { ttlMs: 5000 }, 5000],
    [{ era: 'modern', transport: 'stdio', tools: TELLS }, { ttlMs: 0 }, 0],
    [{ era: 'modern', transport: 'http' }, { ttlMs: 1e12 }, 86_400_000],
    [{ era: 'modern', transport: 'http' }, { ttlMs: -1 }, FIVE_MINUTES],
    [{ era: 'modern', transport: 'http', tools: TELLS }, {}, FIVE_MINUTES],
  ] as [Facts, object, number][])('%j that says %j', async (facts, page, freshMs) => {
    expect(await read(facts, page)).toMatchObject({ freshMs })
  })
})

it('leaves tools with wrong headers out where there are headers, over HTTP in 2026 alone', async () => {
  const tool = { name: 'bad', inputSchema: { 'x-mcp-header': 'A' } }
  const left = async (facts: Facts) => (await read(facts, { tools: [tool] })).list.rejected.length
  expect(await left({ era: 'modern', transport: 'http' })).toBe(1)
  expect(await left({ era: 'modern', transport: 'stdio' })).toBe(0)
  expect(await left({ era: 'legacy', transport: 'http' })).toBe(0)
})

it('takes "method not found" for no tools only where none are declared', async () => {
  const refuse = async () => {
    throw new ProtocolError(-32601, 'Method not found')
  }
  const facts = { era: 'legacy', transport: 'stdio' } as const
  expect((await readTools('one', refuse, () => connectionOf(facts))).list.tools).toEqual([])
  const declared = () => connectionOf({ ...facts, tools: {} })
  await expect(readTools('one', refuse, declared)).rejects.toMatchObject({ code: -32601 })
})
