import { expect, it } from 'vitest'
import type { z } from 'zod'
import { ClientUpstream } from '../../../src/mcp/upstream/ClientUpstream.js'
import { fakeClient } from '../wrap/fakeClient.js'

it('takes any result of a client of SDK v1, as it came', async () => {
  let schema: z.ZodType | undefined
  const callTool = async (_: unknown, given: z.ZodType) => {
    schema = given
    return {}
  }
  await new ClientUpstream('a', fakeClient({ callTool })).callTool({ name: 'x' })
  const odd = { content: [{ type: 'hologram', depth: 3 }], structuredContent: [1], odd: true }
  expect(schema!.parse(odd)).toEqual(odd)
})

it.each(['v1', 'v2'])('tells progress through a client of SDK %s', async (version) => {
  const told: unknown[] = []
  const callTool = async (...input: { onprogress?: (progress: object) => void }[]) => {
    input.at(-1)!.onprogress!({ progress: 1, total: 2 })
    return { content: [] }
  }
  const era = version === 'v2' ? { getProtocolEra: () => 'legacy' } : {}
  const upstream = new ClientUpstream('a', fakeClient({ callTool, ...era }))
  await upstream.callTool({ name: 'x' }, { onProgress: (progress) => told.push(progress) })
  expect(told).toEqual([{ progress: 1, total: 2 }])
})

it('asks for no progress that nobody waits for', async () => {
  let options: unknown
  const request = async (_: unknown, __: unknown, given: unknown) => {
    options = given
    return {}
  }
  await new ClientUpstream('a', fakeClient({ request })).request('prompts/list')
  expect(options).toEqual({})
})
