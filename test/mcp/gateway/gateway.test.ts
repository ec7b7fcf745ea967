import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { until } from '../upstream/manage.js'
import { ERAS, type Spec, textOf, tool, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

const READ = { annotations: { readOnlyHint: true } }
const DELETE = { annotations: { destructiveHint: true } }

const FILES: Spec = {
  instructions: 'Paths are relative to the home folder. '.repeat(40),
  tools: [
    tool('read_file', 'Read the whole content of a file.', READ),
    tool('delete_file', 'Delete a file for good.', DELETE),
    tool('reload', 'Read the configuration of this server again.'),
  ],
  results: {
    read_file: {
      content: [{ type: 'hologram', odd: { kept: [1, null] } }],
      structuredContent: { deep: { order: 1, first: 2 } },
      _meta: { 'vendor.example/x': 1 },
      vendorField: true,
    },
    delete_file: { content: [{ type: 'text', text: 'gone', extra: 1 }], isError: true },
  },
}
const MAIL: Spec = {
  tools: [tool('send_mail', 'Send an e-mail message.'), tool('list_mail', 'List e-mail messages.', READ)],
}

describe.each(ERAS)('the constant list in the %s era', (era) => {
  it('holds the own tools with a digest, whatever was searched for', async () => {
    const url = await shop.http(
      await shop.gateway({ files: shop.server('files', FILES), mail: shop.server('mail', MAIL) }),
    )
    const client = await shop.client(url, era)
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual([
      'search_tools',
      'describe_tools',
      'call_read_tool',
      'call_tool',
    ])
    expect(tools[0]!.description).toMatch(/There are: files \(.*\), mail \(.*\)\.$/)
    expect(tools[2]!.annotations).toMatchObject({ readOnlyHint: true })
    expect(tools[3]!.annotations).toMatchObject({ destructiveHint: true, openWorldHint: true })
    await client.callTool({ name: 'search_tools', arguments: { tasks: ['delete a file'] } })
    expect((await client.listTools({}, { cacheMode: 'bypass' })).tools).toEqual(tools)
  })

  it('finds, describes and calls, and gives results as they came', async () => {
    const gateway = await shop.gateway(
      { files: shop.server('files', FILES), mail: shop.server('mail', MAIL) },
      { trusted: ['files'] },
    )
    const client = await shop.client(await shop.http(gateway), era)
    const found = textOf(
      await client.callTool({ name: 'search_tools', arguments: { tasks: ['delete a file', 'read a file'] } }),
    )
    expect(found).toMatch(
      /^files__delete_file\(text\?: string\): Delete a file for good\. \[says: destructive\]$/m,
    )
    expect(found).toMatch(/^files__read_file\(.*\): .* \[read\]$/m)
    expect(found).toMatch(/^files says: Paths are relative .*…$/m)
    const again = textOf(
      await client.callTool({ name: 'search_tools', arguments: { tasks: 'delete a file' } }),
    )
    // Over HTTP a client of 2026 is nobody that was met before.
    expect(again.includes('says: Paths')).toBe(era === 'modern')

    const described = textOf(
      await client.callTool({
        name: 'describe_tools',
        arguments: { names: ['files__delete_file', 'files__red_file'] },
      }),
    )
    expect(described).toContain('"annotations":{"destructiveHint":true}')
    expect(described).toContain(
      'No server lists a tool "files__red_file". The nearest names are: files__read_file',
    )

    const raw = {
      method: 'tools/call',
      params: { name: 'call_read_tool', arguments: { name: 'files__read_file' } },
    }
    const client1 = await rawClient(await shop.http(gateway))
    expect(await client1.request(raw, z.any())).toEqual(FILES.results!['read_file'])
    expect(
      await client.callTool({ name: 'call_tool', arguments: { name: 'files__delete_file' } }),
    ).toMatchObject({
      content: [{ text: 'gone' }],
      isError: true,
    })
  })

  it('calls through call_read_tool only what a trusted server or the user marked', async () => {
    const gateway = await shop.gateway(
      { files: shop.server('files', FILES), mail: shop.server('mail', MAIL) },
      { trusted: ['files'], readOnly: ['mail/send*'] },
    )
    const client = await shop.client(await shop.http(gateway), era)
    const call = (name: string) => client.callTool({ name: 'call_read_tool', arguments: { name } })
    expect(await call('files__delete_file')).toMatchObject({ isError: true })
    // Its own word counts for nothing: its server is not trusted.
    expect(await call('mail__list_mail')).toMatchObject({ isError: true })
    expect(textOf(await call('mail__list_mail'))).toContain('not marked as a tool that only reads')
    expect((await call('mail__send_mail')).isError).toBeUndefined()
    expect(shop.sent('files')).toEqual([])
    expect(shop.sent('mail').map(({ params }) => params['name'])).toEqual(['send_mail'])
  })

  it('never sends an unknown name: lists are read once more, then it is refused', async () => {
    const gateway = await shop.gateway({ files: shop.server('files', FILES) })
    const client = await shop.client(await shop.http(gateway), era)
    const call = (name: string) => client.callTool({ name: 'call_tool', arguments: { name } })
    expect(textOf(await call('files__reed_file'))).toMatch(/nearest names are: files__read_file/)
    await expect(client.callTool({ name: 'files__reed_file' })).rejects.toMatchObject({ code: -32602 })
    expect(textOf(await call('search_tools'))).toContain('not called through another tool')
    expect(textOf(await call('other__tool'))).toContain('No server lists')
    expect(shop.sent('files')).toEqual([])

    shop.write('files', { tools: [...FILES.tools!, tool('brand_new', 'Is new.')] })
    expect((await call('files__brand_new')).isError).toBeUndefined()
    expect(
      (await client.callTool({ name: 'files__brand_new', arguments: { text: 'x' } })).isError,
    ).toBeUndefined()
  })

  it('answers arguments that do not fit, and sends those that do with their _meta', async () => {
    const gateway = await shop.gateway({ mail: shop.server('mail', MAIL) })
    const client = await shop.client(await shop.http(gateway), era)
    const wrong = await client.callTool({
      name: 'call_tool',
      arguments: { name: 'mail__send_mail', arguments: { text: 5 } },
    })
    expect(wrong.isError).toBe(true)
    expect(textOf(wrong)).toContain('mail__send_mail(text?: string)')
    expect(shop.sent('mail')).toEqual([])
    const asText = { name: 'mail__send_mail', arguments: '{"text":"hi"}' }
    await client.callTool({ name: 'call_tool', arguments: asText, _meta: { 'vendor.example/tag': 1 } })
    expect(shop.sent('mail')[0]!.params).toMatchObject({
      name: 'send_mail',
      arguments: { text: 'hi' },
      _meta: { 'vendor.example/tag': 1 },
    })
  })

  it('says that nothing fits, with the nearest names and who is unavailable', async () => {
    const gateway = await shop.gateway({
      mail: shop.server('mail', MAIL),
      lost: { transport: 'broken', reason: 'cannot be reached as configured: no url.' },
    })
    const client = await shop.client(await shop.http(gateway), era)
    const tasks = ['the airspeed velocity of unladen swallows']
    const text = textOf(await client.callTool({ name: 'search_tools', arguments: { tasks } }))
    expect(text).toMatch(/^nothing_fits: No tool fits .* Nearest, but hardly right: mail__/)
    expect(text).toMatch(/Servers that are not available now: lost \(.*no url/)
  })
})

/** A client of SDK v1, which hands on results without looking at them. */
async function rawClient(url: string): Promise<ClientV1> {
  const client = new ClientV1({ name: 'raw', version: '1' })
  await client.connect(new TransportV1(new URL(url)))
  return client
}

it('tells of a changed catalog, and only of a changed one', async () => {
  const gateway = await shop.gateway({ files: shop.server('files', FILES) })
  const url = await shop.http(gateway)
  for (const era of ERAS) {
    shop.write('files', FILES)
    let told = 0
    const client = await shop.client(url, era)
    client.setNotificationHandler('notifications/tools/list_changed', () => void told++)
    if (era === 'modern') await client.listen({ toolsListChanged: true })
    await client.callTool({ name: 'call_tool', arguments: { name: 'files__reload' } })
    await new Promise((resolve) => setTimeout(resolve, 300))
    const before = told
    shop.write('files', { ...FILES, tools: [...FILES.tools!, tool(`new_${era}`, 'Is new.')] })
    await client.callTool({ name: 'call_tool', arguments: { name: 'files__reload' } })
    await until(() => told > before)
    expect((await gateway.view()).catalog.get(`files/new_${era}`)).toBeDefined()
  }
})
