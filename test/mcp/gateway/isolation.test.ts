import type { Client } from '@modelcontextprotocol/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { textOf, tool, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

const CAN = { capabilities: { elicitation: { form: {} } } }
const gatewayUrl = async () =>
  await shop.http(await shop.gateway({ desk: shop.server('desk', { tools: [tool('ask', 'Asks.')] }) }))

type Raw = Record<string, unknown>

function ask(client: Client, more: object = {}): Promise<Raw> {
  const params = { name: 'call_tool', arguments: { name: 'desk__ask' }, ...more }
  const how = { allowInputRequired: true } as object
  return client.request({ method: 'tools/call', params } as never, how as never) as unknown as Promise<Raw>
}

it('a client of 2026 that never answers keeps nobody else from being asked, and nothing crosses', async () => {
  const url = await gatewayUrl()
  const [ana, ben] = [await shop.client(url, 'modern', CAN), await shop.client(url, 'modern', CAN)]
  const [first, second] = [await ask(ana), await ask(ben)]
  expect([first, second].map(({ resultType }) => resultType)).toEqual(['input_required', 'input_required'])
  expect(first['requestState']).not.toBe(second['requestState'])
  const answer = (given: Raw, who: string) => {
    const [key] = Object.keys(given['inputRequests'] as object)
    const inputResponses = { [key!]: { action: 'accept', content: { who } } }
    return { requestState: given['requestState'], inputResponses }
  }
  expect(textOf(await ask(ben, answer(second, 'ben')))).toContain('"who":"ben"')
  expect(textOf(await ask(ana, answer(first, 'ana')))).toContain('"who":"ana"')
})

it('two clients of 2025 are asked for themselves, each over its own connection', async () => {
  const url = await gatewayUrl()
  const open = async (who: string) => {
    const client = await shop.client(url, 'legacy', CAN)
    client.setRequestHandler('elicitation/create', async () => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { action: 'accept', content: { who } }
    })
    return client
  }
  const [ana, ben] = [await open('ana'), await open('ben')]
  const [first, second] = await Promise.all([ask(ana), ask(ben)])
  expect(textOf(first)).toContain('"who":"ana"')
  expect(textOf(second)).toContain('"who":"ben"')
})

it('clients that share a server (isolation: shared) are asked one at a time, and refused where nobody can tell', async () => {
  const entries = { desk: shop.server('desk', { tools: [tool('ask', 'Asks.')] }) }
  const gateway = await shop.gateway(entries, { servers: { desk: { isolation: 'shared' } } })
  const url = await shop.http(gateway)
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  let wasAsked = () => {}
  const asked = new Promise<void>((resolve) => {
    wasAsked = resolve
  })
  const [ana, ben] = [await shop.client(url, 'legacy', CAN), await shop.client(url, 'legacy', CAN)]
  ana.setRequestHandler('elicitation/create', async () => {
    wasAsked()
    await answered
    return { action: 'accept', content: { who: 'ana' } }
  })
  ben.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { who: 'ben' } }))
  const first = ask(ana)
  first.catch(() => {})
  await asked
  await expect(ask(ben)).rejects.toThrow(
    /requests of 2 clients are under way: nobody can tell whom it is for/,
  )
  answer()
  expect(textOf(await first)).toContain('"who":"ana"')
  expect(textOf(await ask(ben))).toContain('"who":"ben"')
})
