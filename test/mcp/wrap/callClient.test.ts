import { expect, it } from 'vitest'
import { callClient } from '../../../src/mcp/wrap/callClient.js'
import { fakeClient } from './fakeClient.js'

const definition = { name: 'a', outputSchema: { type: 'object' } }

function failing(code: number) {
  const calls: unknown[][] = []
  const callTool = async (...input: unknown[]) => {
    calls.push(input)
    throw Object.assign(new Error('refused'), { code })
  }
  return { calls, client: fakeClient({ callTool }) }
}
const call = (refetch: () => Promise<unknown>) => ({
  version: 'v2' as const,
  params: { name: 'a' },
  rest: [{ timeout: 5 }],
  definition,
  refetch,
})

it('gives the definition and the options of the caller to SDK v2', async () => {
  const { calls, client } = failing(-1)
  await expect(
    callClient(
      client,
      call(async () => definition),
    ),
  ).rejects.toThrow('refused')
  expect(calls).toEqual([[{ name: 'a' }, { toolDefinition: definition, timeout: 5 }]])
})

it('tries once more after a header mismatch, where the tool is still there', async () => {
  const fresh = { ...definition, title: 'new' }
  const twice = failing(-32020)
  await expect(
    callClient(
      twice.client,
      call(async () => fresh),
    ),
  ).rejects.toThrow('refused')
  expect(twice.calls.map(([, options]) => options)).toEqual([
    { toolDefinition: definition, timeout: 5 },
    { toolDefinition: fresh, timeout: 5 },
  ])
  const once = failing(-32020)
  await expect(
    callClient(
      once.client,
      call(async () => undefined),
    ),
  ).rejects.toThrow('refused')
  expect(once.calls).toHaveLength(1)
})
