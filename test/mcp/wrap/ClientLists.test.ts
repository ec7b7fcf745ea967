import { expect, it } from 'vitest'
import { wrapClient } from '../../../src/mcp/wrap/wrapClient.js'

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))

/** As much of a client as is needed, over a list that the test changes. */
function clientOver(list: () => { tools: object[] }) {
  const none = async () => ({ content: [] })
  return {
    connect: async () => {},
    close: async () => {},
    request: async () => list(),
    listTools: async () => list(),
    callTool: none,
    getServerCapabilities: () => ({ tools: {} }),
    getServerVersion: () => undefined,
  }
}

it('sorts out a tool that is nested without end, list after list, and selects among the others', async () => {
  let tools: object[] = [{ name: 'bomb', inputSchema: { type: 'object', deep: nested(50_000) } }]
  tools.push({ name: 'refund_charge' })
  const client = wrapClient(clientOver(() => ({ tools })))
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
