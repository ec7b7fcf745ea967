import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { Metrics } from '../../../src/mcp/gateway/Metrics.js'
import { loadTokenCounter } from '../../../src/tokens/loadTokenCounter.js'
import { until } from '../upstream/manage.js'
import { textOf, tool, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

const broken = (reason: string) => ({ transport: 'broken', reason }) as const

describe('an answer of search_tools', () => {
  // Eleven tokens a character or so: the reasons alone would take more than the whole answer.
  const entries = Object.fromEntries(
    Array.from({ length: 8 }, (_, at) => [`lost_${at}`, broken('\u{1F9FF}\u0B9C'.repeat(150))]),
  )

  it.each([1, 20, 60, 200, 1_500])(
    'never has more than %i tokens, nor none where tools fit',
    async (limit) => {
      const counter = await loadTokenCounter('o200k_base')
      const options = { tokenizer: 'o200k_base', searchTokens: limit } as const
      const instructions = 'Mail goes out at once. '.repeat(40)
      const mail = shop.server('mail', { tools: [tool('send', 'Sends an e-mail.')], instructions })
      for (const servers of [entries, { ...entries, mail }]) {
        const client = await shop.client(await shop.http(await shop.gateway(servers, options)), 'modern')
        const text = textOf(
          await client.callTool({ name: 'search_tools', arguments: { tasks: 'send an e-mail' } }),
        )
        expect(counter.count(text)).toBeLessThanOrEqual(limit)
        if ('mail' in servers && limit >= 60) expect(text).toContain('mail__send(')
        if (!('mail' in servers) && limit >= 20) expect(text).toContain('nothing_fits')
        if (limit >= 200) expect(text).toMatch(/not available now/)
      }
    },
  )
})

describe('an answer of describe_tools', () => {
  it('says how many definitions it left out', async () => {
    const tools = ['a', 'b', 'c'].map((name) => tool(name, 'word '.repeat(400)))
    const gateway = await shop.gateway({ x: shop.server('x', { tools }) }, { describeTokens: 60 })
    const client = await shop.client(await shop.http(gateway), 'modern')
    const names = ['x__a', 'x__b', 'x__c']
    const text = textOf(await client.callTool({ name: 'describe_tools', arguments: { names } }))
    expect(text).toMatch(/\(\d of 3 have no room here; ask for less at once\)$/)
  })
})

describe('what an audience may not know of', () => {
  it('is neither named as nearest nor listed as a pin', async () => {
    const secret = { tools: [tool('raise_pay', 'Raises pay.')] }
    const open = { tools: [tool('raise_flag', 'Raises a flag.')] }
    const gateway = await shop.gateway(
      { hr: shop.server('hr', secret), fun: shop.server('fun', open) },
      {
        pinned: ['hr/raise_pay'],
        profiles: { narrow: { include: ['fun/*'] } },
        gate: ({ profile }, _, { server }) =>
          server === 'hr' && profile === 'default' ? { deny: 'No.' } : 'allow',
      },
    )
    const url = await shop.http(gateway)
    for (const at of [url, `${url}/p/narrow`]) {
      const client = await shop.client(at, 'modern')
      expect((await client.listTools()).tools).toHaveLength(4)
      const told = [
        textOf(await client.callTool({ name: 'call_tool', arguments: { name: 'hr__raise_pa' } })),
        textOf(await client.callTool({ name: 'describe_tools', arguments: { names: 'hr__raise_pa' } })),
      ]
      for (const text of told) {
        expect(text).toContain('fun__raise_flag')
        expect(text).not.toContain('hr__raise_pay')
      }
    }
  })
})

it('tools for apps alone are not found or called, and those with a UI say that it is lost', async () => {
  const ui = (more: object) => ({ _meta: { ui: { resourceUri: 'ui://chart', ...more } } })
  const tools = [
    tool('chart', 'Draws a chart.', ui({})),
    tool('chart_click', 'Draws a chart anew.', ui({ visibility: ['app'] })),
  ]
  const gateway = await shop.gateway({ ui: shop.server('ui', { tools }) }, { pinned: ['ui/chart'] })
  const client = await shop.client(await shop.http(gateway), 'modern')
  const found = textOf(
    await client.callTool({ name: 'search_tools', arguments: { tasks: 'draw a chart anew' } }),
  )
  expect(found).toMatch(/^ui__chart\(.*\[its UI is not shown\]$/m)
  expect(found).not.toContain('chart_click')
  const refused = await client.callTool({ name: 'call_tool', arguments: { name: 'ui__chart_click' } })
  expect(textOf(refused)).toContain('No server lists')
  expect(shop.sent('ui')).toEqual([])
  expect((await client.listTools()).tools.at(-1)).toMatchObject({ name: 'ui__chart', ...ui({}) })
})

it('a tool that runs as a task only is found as that, and not called', async () => {
  const tools = [tool('render', 'Renders a film.', { execution: { taskSupport: 'required' } })]
  const gateway = await shop.gateway({ studio: shop.server('studio', { tools }) })
  const client = await shop.client(await shop.http(gateway), 'legacy')
  const found = await client.callTool({ name: 'search_tools', arguments: { tasks: 'render a film' } })
  expect(textOf(found)).toContain('[cannot be called: runs as a task only]')
  const refused = await client.callTool({ name: 'call_tool', arguments: { name: 'studio__render' } })
  expect(refused.isError).toBe(true)
  expect(textOf(refused)).toContain('its server does not run calls as tasks')
  expect(shop.sent('studio')).toEqual([])
})

it('pins that found no room and those that name nothing are told once', async () => {
  const pin = { _meta: { 'anthropic/alwaysLoad': true } }
  const warnings: string[] = []
  const gateway = await shop.gateway(
    { zoo: shop.server('zoo', { tools: [tool('long', 'word '.repeat(3_000), pin)] }) },
    { pinned: ['zoo/gone'], onWarning: (message) => warnings.push(message) },
  )
  const url = await shop.http(gateway)
  for (const era of ['legacy', 'modern'] as const) await (await shop.client(url, era)).listTools()
  expect(warnings).toEqual([
    expect.stringMatching(/ask to stand in every list: zoo__long\./),
    expect.stringMatching(/^The pin "zoo\/gone" names no tool/),
  ])
})

it('a prompt whose name is taken is left out, and that is told once', async () => {
  const warnings: string[] = []
  const entries = {
    a: shop.server('a', { prompts: [{ name: 'b__c' }] }),
    a__b: shop.server('a__b', { prompts: [{ name: 'c' }, { name: 'd' }] }),
  }
  const gateway = await shop.gateway(entries, { onWarning: (message) => warnings.push(message) })
  const client = await shop.client(await shop.http(gateway), 'modern')
  const { prompts } = await client.listPrompts()
  expect(prompts.map(({ name }) => name)).toEqual(['a__b__c', 'a__b__d'])
  await client.getPrompt({ name: 'a__b__c' })
  expect([shop.sent('a').length, shop.sent('a__b').length]).toEqual([1, 0])
  expect(warnings).toEqual([
    expect.stringMatching(/^Two prompts would be called a__b__c; that of a__b is left out/),
  ])
})

describe('how long a list may be kept', () => {
  const list = async (url: string) =>
    await (await shop.client(url, 'modern')).request({ method: 'tools/list', params: {} }, z.looseObject({}))

  it('is for all alike only where every server was heard and says so', async () => {
    const rest = { ttlMs: 60_000, cacheScope: 'public' }
    const open = () => shop.server('open', { tools: [tool('a', 'Is a.')], rest })
    const all = await shop.http(await shop.gateway({ open: open() }))
    expect(await list(all)).toMatchObject({ ttlMs: 300_000, cacheScope: 'public' })
    const some = await shop.http(await shop.gateway({ open: open(), lost: broken('gone') }))
    expect(await list(some)).toMatchObject({ ttlMs: 300_000, cacheScope: 'private' })
    const none = await shop.http(await shop.gateway({ lost: broken('gone') }))
    expect(await list(none)).toMatchObject({ cacheScope: 'private' })
  })

  it('is what is left of the time that a server gave, where it is passed through', async () => {
    // A server of 2025 that tells of no changes is asked again after five minutes.
    const spec = { tools: [tool('a', 'Is a.')], rest: { ttlMs: 400_000 }, capabilities: { tools: {} } }
    const entries = { open: shop.server('open', spec) }
    const gateway = await shop.gateway(entries, { profiles: { raw: { passThrough: 'open' } } })
    const url = `${await shop.http(gateway)}/p/raw`
    const first = (await list(url))['ttlMs'] as number
    await new Promise((resolve) => setTimeout(resolve, 30))
    const second = (await list(url))['ttlMs'] as number
    expect(first).toBeLessThan(300_000)
    expect(second).toBeLessThan(first)
    expect(second).toBeGreaterThan(0)
  })

  it('ends: a definition that changed without a word is found then, and held', async () => {
    const quiet = { capabilities: { tools: {} } }
    const entries = { count: shop.server('count', { tools: [tool('one', 'Is one.')], ...quiet }) }
    const gateway = await shop.gateway(entries)
    await gateway.view()
    shop.write('count', { tools: [tool('one', 'Is another.')], ...quiet })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await gateway.view()).held.size).toBe(0)
    const real = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => real() + 300_000)
    await until(async () => (await gateway.view()).held.has('count__one'))
    vi.restoreAllMocks()
  })
})

it('counts methods that anybody may invent under one name', () => {
  const metrics = new Metrics()
  for (let at = 0; at < 1_000; at++) metrics.note({ what: `x/${at}`, ms: 1, ok: true })
  const text = metrics.text(new Map())
  expect(text.match(/^toolcrib_requests_total/gm)).toHaveLength(51)
  expect(text).toContain('toolcrib_requests_total{what="other"} 950')
})

it('without any server the own tools say so, and what the user has to do', async () => {
  const client = await shop.client(await shop.http(await shop.gateway({})), 'modern')
  const { tools } = await client.listTools()
  expect(tools[0]!.description).toMatch(/No server is configured.* `mcpServers`/)
  const answer = await client.callTool({ name: 'search_tools', arguments: { tasks: 'send mail' } })
  expect(textOf(answer)).toMatch(/^nothing_fits: No server is configured.* `mcpServers`/)
})
