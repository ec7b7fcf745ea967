import type { Client } from '@modelcontextprotocol/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ERAS, textOf, tool, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

const FILES = {
  tools: [
    tool('read', 'Reads a file.', { annotations: { readOnlyHint: true } }),
    tool('append', 'Appends to a file.', { annotations: { destructiveHint: false } }),
    tool('drop', 'Drops a file.'),
  ],
}

const urlOf = async (trusted: string[] = ['files']) =>
  await shop.http(
    await shop.gateway({ files: shop.server('files', FILES) }, { trusted, confirm: 'destructive' }),
  )
const sent = () => shop.sent('files').map(({ params }) => params['name'])
const call = (client: Client, name: string) =>
  client.callTool({ name: 'call_tool', arguments: { name: `files__${name}`, arguments: { text: 'a.txt' } } })

describe.each(ERAS)('confirm: destructive, for a client of the %s era', (era) => {
  it('asks before what may be destructive, and calls what the user accepts alone', async () => {
    const client = await shop.client(await urlOf(), era, { capabilities: { elicitation: { form: {} } } })
    const asked: string[] = []
    let action: 'accept' | 'decline' = 'decline'
    client.setRequestHandler('elicitation/create', ({ params }) => {
      asked.push(params.message)
      return { action, ...(action === 'accept' ? { content: {} } : {}) }
    })
    expect(textOf(await call(client, 'drop'))).toBe('The user did not allow the call of "files/drop".')
    expect(sent()).toEqual([])
    action = 'accept'
    expect((await call(client, 'drop')).isError).toBeUndefined()
    expect(asked).toEqual(Array(2).fill(expect.stringContaining('Call files/drop with {"text":"a.txt"}?')))
    await call(client, 'read')
    await call(client, 'append')
    expect(asked).toHaveLength(2)
    expect(sent()).toEqual(['drop', 'read', 'append'])
  })

  it.each([{}, { elicitation: { url: {} } }])('refuses one that can %j', async (capabilities) => {
    const client = await shop.client(await urlOf([]), era, { capabilities })
    for (const name of ['drop', 'append']) {
      const refused = await call(client, name)
      expect(refused.isError).toBe(true)
      expect(textOf(refused)).toContain('this client cannot ask')
    }
    expect(sent()).toEqual([])
  })
})

it('takes no state for an answer: not without one, nor for other arguments', async () => {
  const client = await shop.client(await urlOf(), 'modern', { capabilities: { elicitation: { form: {} } } })
  const request = async (text: string, more: object = {}) => {
    const params = { name: 'files__drop', arguments: { text }, ...more }
    const options = { allowInputRequired: true } as object
    return (await client.request({ method: 'tools/call', params }, z.looseObject({}), options)) as Record<
      string,
      unknown
    >
  }
  const first = await request('a')
  const { requestState } = first
  expect(first).toMatchObject({ resultType: 'input_required' })
  expect(await request('a', { requestState })).toMatchObject({ resultType: 'input_required' })
  const inputResponses = { 'toolcrib-confirm': { action: 'accept', content: {} } }
  expect(await request('b', { requestState, inputResponses })).toMatchObject({ resultType: 'input_required' })
  expect(await request('a', { inputResponses })).toMatchObject({ resultType: 'input_required' })
  expect(sent()).toEqual([])
  expect(await request('a', { requestState, inputResponses })).toMatchObject({ content: [{ type: 'text' }] })
  expect(sent()).toEqual(['drop'])
})
