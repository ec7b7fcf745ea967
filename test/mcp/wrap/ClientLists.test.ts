import { describe, expect, it } from 'vitest'
import { ClientLists } from '../../../src/mcp/wrap/ClientLists.js'
import { wrapClient } from '../../../src/mcp/wrap/wrapClient.js'
import { fakeClient } from './fakeClient.js'

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))
const known = { from: 'known' } as const

it('sorts out a tool that is nested without end, list after list, and selects among the others', async () => {
  let tools: object[] = [{ name: 'bomb', inputSchema: { type: 'object', deep: nested(50_000) } }]
  tools.push({ name: 'refund_charge' })
  const client = wrapClient(fakeClient({ request: async () => ({ tools }) }))
  for (const added of ['send_mail', 'get_forecast']) {
    tools = [...tools, { name: added }]
    const listed = await client.listTools({ task: `refund charge, ${added}` })
    expect((listed.tools as { name: string }[]).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['refund_charge', added]),
    )
    expect(listed._meta).toMatchObject({
      'toolcrib/selection': { rejected: [{ index: 0, reason: expect.stringMatching('nested too deeply') }] },
    })
  }
  await client.close()
})

describe('the lists of a client', () => {
  it('are reused while they are fresh in the protocol of 2026 only, and never after a close', async () => {
    let requests = 0
    const request = async () => {
      requests += 1
      return { tools: [], ttlMs: 60_000 }
    }
    const listTwice = async (era: string) => {
      requests = 0
      const client = wrapClient(fakeClient({ request, getProtocolEra: () => era }))
      await client.listTools()
      await client.listTools()
      const before = requests
      await client.close()
      await client.listTools()
      return [before, requests - before]
    }
    expect(await listTwice('legacy')).toEqual([2, 1])
    expect(await listTwice('modern')).toEqual([1, 1])
  })

  it('are the same object where nothing changed, and share the tools where only the rest did', async () => {
    let rest: object = {}
    const lists = new ClientLists(fakeClient({ request: async () => ({ tools: [{ name: 'a' }], ...rest }) }))
    const first = await lists.list(known)
    expect(await lists.list(known)).toBe(first)
    rest = { odd: 1 }
    const second = await lists.list(known)
    expect(second.rest).toEqual({ odd: 1 })
    expect(second.tools).toBe(first.tools)
  })

  it('are empty where no tools are declared and the list is refused; else that is an error', async () => {
    const refused = Object.assign(new Error('Method not found'), { code: -32601 })
    const request = async () => Promise.reject(refused)
    const without = new ClientLists(fakeClient({ request, getServerCapabilities: () => ({}) }))
    expect(await without.list(known)).toEqual({ tools: [], rejected: [], rest: {} })
    await expect(new ClientLists(fakeClient({ request })).list(known)).rejects.toBe(refused)
  })

  it('leave out what SDK v2 would drop, by its place in the list of the server', async () => {
    const tools = [null, { name: 'good' }, { name: 'bad' }]
    const lists = new ClientLists(
      fakeClient({
        request: async () => ({ tools }),
        _excludeInvalidXMcpHeaderTools: (list: { tools: unknown[] }) => {
          list.tools = list.tools.filter((tool) => (tool as { name: string }).name !== 'bad')
        },
      }),
    )
    const { tools: kept, rejected } = await lists.list(known)
    expect(kept).toEqual([{ name: 'good' }])
    expect(rejected.map(({ index }) => index)).toEqual([0, 2])
  })

  it('leave SDK v1 the schemas of results, but for one that does not compile', async () => {
    const tools = [
      { name: 'good', outputSchema: { type: 'object' } },
      { name: 'bad', outputSchema: { type: 'nonsense' }, execution: { taskSupport: 'required' } },
    ]
    let cached: readonly unknown[] = []
    const cacheToolMetadata = (given: readonly { outputSchema?: { type: string } }[]) => {
      cached = []
      if (given.some(({ outputSchema }) => outputSchema?.type === 'nonsense')) throw new Error('no schema')
      cached = given
    }
    await new ClientLists(fakeClient({ request: async () => ({ tools }), cacheToolMetadata } as object)).list(
      known,
    )
    expect(cached).toEqual([tools[0], { name: 'bad', execution: { taskSupport: 'required' } }])
  })
})
