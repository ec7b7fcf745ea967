import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ERAS, type Spec, textOf, tool, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

const GIT: Spec = {
  tools: [tool('read_log', 'Shows the log of commits.'), tool('push', 'Pushes commits to a remote.')],
  prompts: [{ name: 'review', arguments: [{ name: 'diff' }], odd: true }],
  resources: [
    { uri: 'git://head', name: 'head', odd: 1 },
    { uri: 'shared://x', name: 'x' },
  ],
  templates: [{ uriTemplate: 'git://commit/{id}', name: 'commit' }],
}
const MAIL: Spec = {
  tools: [tool('send', 'Sends an e-mail.'), tool('push', 'Pushes a message to a phone.')],
  prompts: [{ name: 'review' }],
  resources: [{ uri: 'shared://x', name: 'x' }],
  instructions: 'Send with care.',
}
const entries = () => ({ git: shop.server('git', GIT), mail: shop.server('mail', MAIL) })

describe.each(ERAS)('profiles in the %s era', (era) => {
  it('have rules and pins of their own', async () => {
    const gateway = await shop.gateway(entries(), {
      profiles: { post: { include: ['mail/*'], exclude: ['*/push'], pinned: ['mail/send'] } },
    })
    const url = await shop.http(gateway)
    const client = await shop.client(`${url}/p/post`, era)
    const { tools } = await client.listTools()
    expect(tools.at(-1)!.name).toBe('mail__send')
    expect(tools[0]!.description).toMatch(/There are: mail \(/)
    expect(tools[0]!.description).not.toContain('git')
    const found = textOf(
      await client.callTool({ name: 'search_tools', arguments: { tasks: 'push commits' } }),
    )
    expect(found).not.toMatch(/push\(/)
    const call = await client.callTool({ name: 'call_tool', arguments: { name: 'git__push' } })
    expect(textOf(call)).toContain('No server lists a tool "git__push"')
    const described = await client.callTool({ name: 'describe_tools', arguments: { names: 'git__push' } })
    expect(textOf(described)).not.toContain('remote')
    expect(shop.sent('git')).toEqual([])
    await expect(shop.client(`${url}/p/none`, era)).rejects.toThrow()
  })

  it('have rules on prompts and resources too', async () => {
    const gateway = await shop.gateway(entries(), {
      profiles: {
        post: { include: ['mail/*'] },
        head: { exclude: ['git/git://commit/*', '*/review', 'mail/shared:*'] },
        log: { include: ['git/read_*'] },
      },
    })
    const url = await shop.http(gateway)
    const seen = async (profile: string) => {
      const client = await shop.client(`${url}/p/${profile}`, era)
      const [{ prompts }, { resources }, { resourceTemplates }] = await Promise.all([
        client.listPrompts(),
        client.listResources(),
        client.listResourceTemplates(),
      ])
      const names = [...prompts, ...resources, ...resourceTemplates].map(({ name }) => name)
      return { client, names }
    }
    const post = await seen('post')
    expect(post.names).toEqual(['mail__review', 'x'])
    // What the profile leaves out does not make a URI ambiguous.
    expect((await post.client.readResource({ uri: 'shared://x' })).contents).toHaveLength(1)
    const head = await seen('head')
    expect(head.names).toEqual(['head', 'x'])
    const argument = { name: 'diff', value: 'a' }
    for (const refused of [
      () => post.client.getPrompt({ name: 'git__review' }),
      () => post.client.readResource({ uri: 'git://head' }),
      () => post.client.readResource({ uri: 'git://commit/7' }),
      () => post.client.complete({ ref: { type: 'ref/prompt', name: 'git__review' }, argument }),
      () => post.client.complete({ ref: { type: 'ref/resource', uri: 'git://commit/{id}' }, argument }),
      () => head.client.readResource({ uri: 'git://commit/7' }),
      () => head.client.getPrompt({ name: 'mail__review' }),
      ...(era === 'legacy' ? [() => post.client.subscribeResource({ uri: 'git://head' })] : []),
    ])
      await expect(refused()).rejects.toMatchObject({ code: -32602 })
    expect((await seen('log')).names).toEqual([])
    expect(shop.sent('git')).toEqual([])
  })

  it('with a fixed task list what fits it, callable by name', async () => {
    const gateway = await shop.gateway(entries(), {
      profiles: { post: { task: 'send an e-mail', maxTools: 1 } },
    })
    const client = await shop.client(`${await shop.http(gateway)}/p/post`, era)
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['mail__send'])
    expect((await client.callTool({ name: 'mail__send' })).isError).toBeUndefined()
    await expect(client.callTool({ name: 'call_tool', arguments: {} })).rejects.toMatchObject({
      code: -32602,
    })
  })

  it('that pass through show one server as it is', async () => {
    const url = await shop.http(await shop.gateway(entries(), { profiles: { raw: { passThrough: 'git' } } }))
    const client = await shop.client(`${url}/p/raw`, era)
    const list = await client.request({ method: 'tools/list', params: {} }, z.looseObject({}))
    expect(list['tools']).toEqual(GIT.tools)
    expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(['review'])
    const { description } = await client.getPrompt({ name: 'review', arguments: { diff: 'x' } })
    expect(description).toContain('"name":"review"')
    expect((await client.readResource({ uri: 'git://commit/7' })).contents).toHaveLength(1)
    await expect(client.callTool({ name: 'pull' })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('push'),
    })
    expect(shop.sent('git').map(({ method }) => method)).toEqual(['prompts/get', 'resources/read'])
  })

  it('without pass-through name prompts by server, and route resources by list, then template', async () => {
    const client = await shop.client(await shop.http(await shop.gateway(entries())), era)
    const { prompts } = await client.listPrompts()
    expect(prompts.map(({ name }) => name)).toEqual(['git__review', 'mail__review'])
    await client.getPrompt({ name: 'mail__review' })
    expect(shop.sent('mail')).toMatchObject([{ method: 'prompts/get', params: { name: 'review' } }])
    await expect(client.getPrompt({ name: 'mail__none' })).rejects.toMatchObject({ code: -32602 })

    const { resources } = await client.listResources()
    expect(resources.map(({ uri }) => uri)).toEqual(['git://head', 'shared://x', 'shared://x'])
    expect((await client.listResourceTemplates()).resourceTemplates).toMatchObject([{ name: 'commit' }])
    const read = async (uri: string) => (await client.readResource({ uri })).contents[0] as { text: string }
    expect((await read('git://head')).text).toBe(shop.file('git'))
    expect((await read('git://commit/12')).text).toBe(shop.file('git'))
    await expect(read('shared://x')).rejects.toThrow(/git and mail both/)
    await expect(read('none://x')).rejects.toMatchObject({ code: -32602 })

    const argument = { name: 'diff', value: 'a' }
    const complete = async (ref: object) =>
      (await client.complete({ ref, argument } as Parameters<typeof client.complete>[0])).completion.values[0]
    expect(await complete({ type: 'ref/prompt', name: 'git__review' })).toContain('"name":"review"')
    expect(await complete({ type: 'ref/resource', uri: 'git://commit/{id}' })).toContain('git://commit/{id}')
  })
})

describe('the gate', () => {
  it('decides alike for list, search, describe, call, resources and prompts', async () => {
    const asked = new Set<string>()
    const gateway = await shop.gateway(entries(), {
      pinned: [],
      gate: ({ profile }, action, { server }) => {
        asked.add(`${profile} ${action}`)
        return server === 'git' ? { deny: 'Not for you.' } : 'allow'
      },
    })
    const client = await shop.client(await shop.http(gateway), 'modern')
    expect((await client.listTools()).tools[0]!.description).not.toContain('git')
    const call = async (name: string, args: object) =>
      textOf(await client.callTool({ name, arguments: { ...args } }))
    expect(await call('search_tools', { tasks: ['show the log of commits', 'push'] })).not.toMatch(/git__/)
    expect(await call('describe_tools', { names: 'git__push' })).toBe('Not for you.')
    expect(await call('call_tool', { name: 'git__push' })).toBe('Not for you.')
    expect(await call('git__push', {})).toBe('Not for you.')
    expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(['mail__review'])
    await expect(client.getPrompt({ name: 'git__review' })).rejects.toThrow()
    await expect(client.readResource({ uri: 'git://head' })).rejects.toThrow()
    // What one may not see does not make a URI ambiguous.
    expect((await client.readResource({ uri: 'shared://x' })).contents).toHaveLength(1)
    expect(shop.sent('git')).toEqual([])
    const actions = ['call', 'describe', 'list', 'prompt', 'resource', 'search']
    expect([...asked].sort()).toEqual(actions.map((action) => `default ${action}`))
  })
})

describe.each(ERAS)('the gate before a server that is passed through (%s)', (era) => {
  it('decides on its prompts, resources and completions too', async () => {
    const gateway = await shop.gateway(entries(), {
      profiles: { raw: { passThrough: 'git' } },
      gate: (_, action, { name }) =>
        name === 'git://head' || name === 'git://commit/{id}' || (action === 'prompt' && name === 'review')
          ? { deny: 'Not for you.' }
          : 'allow',
    })
    const client = await shop.client(`${await shop.http(gateway)}/p/raw`, era)
    expect((await client.listPrompts()).prompts).toEqual([])
    expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual(['shared://x'])
    expect((await client.listResourceTemplates()).resourceTemplates).toEqual([])
    const argument = { name: 'review', value: 'a' }
    for (const refused of [
      () => client.getPrompt({ name: 'review' }),
      () => client.readResource({ uri: 'git://head' }),
      () => client.complete({ ref: { type: 'ref/prompt', name: 'review' }, argument }),
      () => client.complete({ ref: { type: 'ref/resource', uri: 'git://commit/{id}' }, argument }),
    ])
      await expect(refused()).rejects.toMatchObject({
        code: -32602,
        message: expect.stringContaining('Not for you'),
      })
    expect(shop.sent('git')).toEqual([])
    await client.complete({ ref: { type: 'ref/prompt', name: 'other' }, argument })
    expect(shop.sent('git')).toHaveLength(1)
  })
})

describe('options', () => {
  it.each([
    [{ passThrough: 'none' }, /no such server/],
    [{ passThrough: 'git', pinned: ['git/push'] }, /no effect beside/],
    [{ maxTools: 3 }, /with a `task`/],
    [{ task: 'send mail', pinnedTokens: 9 }, /no effect beside `task`/],
    [{ trusted: ['none'] }, /names "none", which is no server/],
    [{ servers: { none: {} } }, /which is no server/],
    [{ profiles: { default: {} } }, /Give it another name/],
    [{ profiles: { 'a b': {} } }, /profiles/],
    [{ pinend: [] }, /does not know "pinend"/],
  ])('refuse %j', async (options, message) => {
    await expect(
      shop.gateway({ git: { transport: 'broken', reason: 'x' } }, options as object),
    ).rejects.toThrow(message)
  })
})
