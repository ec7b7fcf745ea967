import { expect, it } from 'vitest'
import { TaskLister } from '../../../src/mcp/wrap/TaskLister.js'

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))

it('sorts out a tool that is nested without end, list after list, and selects among the others', async () => {
  let tools: object[] = [{ name: 'bomb', inputSchema: { type: 'object', deep: nested(50_000) } }]
  tools.push({ name: 'refund_charge' })
  const lister = new TaskLister(async () => ({ tools }), {})
  for (const added of ['send_mail', 'get_forecast']) {
    tools = [...tools, { name: added }]
    const listed = await lister.list({ task: `refund charge, ${added}` }, undefined)
    expect((listed['tools'] as { name: string }[]).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['refund_charge', added]),
    )
    expect(listed['_meta']).toMatchObject({
      'toolcrib/selection': { rejected: [{ index: 0, reason: expect.stringMatching('nested too deeply') }] },
    })
  }
  await lister.close()
})
