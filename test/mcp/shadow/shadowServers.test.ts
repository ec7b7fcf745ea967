import { expect, it } from 'vitest'
import type { ShadowTurn } from '../../../src/eval/index.js'
import { connectServers } from '../../../src/mcp/servers/connectServers.js'
import { createToolServers } from '../../../src/mcp/servers/createToolServers.js'
import { tool } from '../desk/fakeDesk.js'
import { goodServer } from '../fixtures.js'
import { FakeUpstream, failure } from '../servers/fakeUpstream.js'

const REFUND = 'refund the last payment of this customer'
const PAY = [tool('create_refund', 'Refund a payment to the customer.', ['payment'])]
const MAIL = [tool('send_email', 'Send an e-mail message.', ['to'])]

it('lists everything of real servers, and logs what would have been chosen and what was called', async () => {
  const turns: ShadowTurn[] = []
  const shadow = { log: (turn: ShadowTurn) => void turns.push(turn) }
  const entries = new Map([
    ['pay', goodServer()],
    ['more', goodServer()],
  ])
  const servers = await connectServers(entries, { maxTools: 2, mode: 'shadow', shadow })
  const listed = await servers.listTools({ task: REFUND, session: 's' })
  expect(listed.tools).toHaveLength(28)
  expect(listed.tools.map(({ name }) => name)).toContain('more__get_weather')
  const note = listed._meta['toolcrib/selection']
  expect(note).toMatchObject({ rejected: [], unavailable: [] })
  expect(note.tokens.after).toBe(note.tokens.before)
  expect(note.tokens.after).toBeGreaterThan(500)
  // The same whatever is asked for: nothing may depend on the task.
  expect((await servers.listTools({ maxTools: 1 })).tools).toEqual(listed.tools)
  await servers.callTool({ name: 'pay__create_refund', arguments: { payment: 'p' } })
  await servers.callTool({ name: 'pay__get_weather', arguments: { city: 'Rome' } })
  await servers.close()
  expect(turns).toMatchObject([
    {
      task: REFUND,
      called: [
        { id: 'pay/create_refund', ok: true, chosen: true },
        { id: 'pay/get_weather', ok: true, chosen: false },
      ],
    },
  ])
  expect(turns[0]!.chosen!.length).toBeLessThanOrEqual(2)
  expect(turns[0]!.tokens!.before).toBeGreaterThan(turns[0]!.tokens!.after)
})

it('asks each server once a list, choosing included, and sees what changed', async () => {
  const turns: ShadowTurn[] = []
  const [pay, mail] = [new FakeUpstream('pay', PAY), new FakeUpstream('mail', MAIL)]
  const shadow = { log: (turn: ShadowTurn) => void turns.push(turn) }
  const all = createToolServers([pay, mail], { maxTools: 1, mode: 'shadow', shadow })
  await all.listTools({ task: REFUND })
  mail.list = async () => {
    throw failure('mail')
  }
  const second = await all.listTools({ task: 'another one' })
  expect(second.tools.map(({ name }) => name)).toEqual(['pay__create_refund'])
  expect(second._meta['toolcrib/selection'].unavailable).toMatchObject([{ server: 'mail' }])
  await all.close()
  expect(turns.map(({ error, chosen }) => [error, chosen?.length])).toEqual([
    [null, 1],
    [null, expect.any(Number)],
  ])
  expect([pay.lists.length, mail.lists.length]).toEqual([2, 2])
})

it('needs mode and shadow together', () => {
  expect(() => createToolServers([], { mode: 'shadow' })).toThrow(
    expect.objectContaining({ code: 'option-invalid' }),
  )
})

it('the words of a task reach no server, in either mode', async () => {
  for (const options of [{}, { mode: 'shadow' as const, shadow: { log: () => {} } }]) {
    const pay = new FakeUpstream('pay', PAY)
    const all = createToolServers([pay], options)
    await all.callTool({
      name: 'pay__create_refund',
      arguments: { payment: 'p' },
      _meta: { 'toolcrib/task': 'x', a: 1 },
    })
    expect(pay.calls[0]!._meta).toEqual({ a: 1 })
    await all.close()
  }
})
