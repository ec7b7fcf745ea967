import type { Client } from '@modelcontextprotocol/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LinkedResources } from '../../../src/mcp/gateway/results/LinkedResources.js'
import { ERAS, tool, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

const LINK = { type: 'resource_link', uri: 'made://1', name: 'made' }
const FILES = {
  tools: [
    tool('zip', 'Makes an archive.'),
    tool('chart', 'Draws a chart.', { _meta: { ui: { resourceUri: 'ui://chart' } } }),
  ],
  results: { zip: { content: [{ type: 'text', text: 'made it' }, LINK] } },
}
const zip = (client: Client, key: string) =>
  client.callTool({ name: 'call_tool', arguments: { name: `${key}__zip` } })
const read = async (client: Client, uri: string) => (await client.readResource({ uri })).contents[0]

describe.each(ERAS)('a resource that no server lists (%s)', (era) => {
  it('is read where a result linked to it, and a UI where its tool names it', async () => {
    const gateway = await shop.gateway({
      files: shop.server('files', FILES),
      other: shop.server('other', {}),
    })
    const url = await shop.http(gateway)
    const client = await shop.client(url, era)
    await expect(read(client, 'made://1')).rejects.toThrow(/No server has a resource/)
    await zip(client, 'files')
    expect(await read(client, 'made://1')).toMatchObject({ uri: 'made://1', text: shop.file('files') })
    expect(await read(client, 'ui://chart')).toMatchObject({ text: shop.file('files') })
    expect(shop.sent('other')).toEqual([])
    const second = await shop.client(url, era)
    // Requests of 2026 have one context; a session of 2025 has its own, and its own servers.
    const isRead = await read(second, 'made://1').then(
      () => true,
      () => false,
    )
    expect(isRead).toBe(era === 'modern')
  })

  it('is refused where two servers named it, or the gate denies it', async () => {
    const entries = { a: shop.server('a', FILES), b: shop.server('b', FILES) }
    const client = await shop.client(await shop.http(await shop.gateway(entries)), era)
    for (const key of ['a', 'b']) await zip(client, key)
    await expect(read(client, 'made://1')).rejects.toThrow(/a and b both/)
    const gate = (_: unknown, action: string) => (action === 'resource' ? { deny: 'No.' } : 'allow')
    const gated = await shop.gateway({ a: entries.a }, { gate } as object)
    const other = await shop.client(await shop.http(gated), era)
    await zip(other, 'a')
    for (const uri of ['made://1', 'ui://chart'])
      await expect(read(other, uri)).rejects.toThrow(/No server has a resource/)
  })
})

describe('LinkedResources', () => {
  it('takes links and embedded resources of tools and prompts, and nothing else', () => {
    const links = new LinkedResources()
    const embedded = { type: 'resource', resource: { uri: 'made://2', text: 'x' } }
    const odd = [
      null,
      'x',
      { type: 'text', uri: 'made://3' },
      { type: 'resource' },
      { type: 'resource_link', uri: 1 },
    ]
    links.note('ana', 'files', { content: [LINK, ...odd] })
    links.note('ana', 'mail', { messages: [{ role: 'user', content: embedded }, null] })
    links.note('ana', 'mail', { content: 'made://4' })
    const owners = [1, 2, 3, 4].map((at) => links.ownersOf('ana', `made://${at}`))
    expect(owners).toEqual([['files'], ['mail'], [], []])
    expect(links.ownersOf('ben', 'made://1')).toEqual([])
    links.end('ana')
    expect(links.ownersOf('ana', 'made://1')).toEqual([])
  })

  it('forgets what was named longest ago', () => {
    const links = new LinkedResources()
    const note = (at: number) =>
      links.note('ana', 'files', { content: [{ type: 'resource_link', uri: `made://${at}` }] })
    for (let at = 0; at < 1_000; at++) note(at)
    note(0)
    note(1_000)
    expect([0, 1, 2, 1_000].map((at) => links.ownersOf('ana', `made://${at}`).length)).toEqual([1, 0, 1, 1])
  })
})
