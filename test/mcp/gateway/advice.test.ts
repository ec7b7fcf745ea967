import type { Client } from '@modelcontextprotocol/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hasAdvice, withAdvice } from '../../../src/mcp/gateway/meta/advice.js'
import type { StockView } from '../../../src/mcp/gateway/stock/StockView.js'
import { loadTokenCounter } from '../../../src/tokens/loadTokenCounter.js'
import type { TokenCounter } from '../../../src/tokens/TokenCounter.js'
import { ERAS, textOf, tool, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

const search = async (client: Client, tasks: string) =>
  textOf(await client.callTool({ name: 'search_tools', arguments: { tasks } }))
const MAIL = { tools: [tool('send', 'Sends an e-mail.')], instructions: 'Ask before you send.' }
const SAYS = 'mail says: Ask before you send.'

it.each(ERAS)('two clients of the %s era over HTTP are both told what a server advises', async (era) => {
  const url = await shop.http(await shop.gateway({ mail: shop.server('mail', MAIL) }))
  const [ana, ben] = [await shop.client(url, era), await shop.client(url, era)]
  expect(await search(ana, 'send an e-mail')).toContain(SAYS)
  expect(await search(ben, 'send an e-mail')).toContain(SAYS)
  // In 2026 nobody knows whose a request is; in 2025 a session is told once.
  expect((await search(ana, 'send an e-mail')).includes(SAYS)).toBe(era === 'modern')
})

it('advice comes with tools of its server alone', async () => {
  const disk = { tools: [tool('wipe', 'Wipes the disk.')], instructions: 'Never on Mondays.' }
  const entries = { mail: shop.server('mail', MAIL), disk: shop.server('disk', disk) }
  const client = await shop.client(await shop.http(await shop.gateway(entries)), 'modern')
  const text = await search(client, 'send an e-mail')
  expect(text).toContain(SAYS)
  expect(text).not.toContain('disk says')
})

it('tools make room for advice, and the limit holds', async () => {
  const tools = Array.from({ length: 60 }, (_, at) =>
    tool(`count_${at}`, `Counts sheep in field ${at}. `.repeat(4)),
  )
  const instructions = 'Be quiet near the sheep. '.repeat(4)
  const entries = { farm: shop.server('farm', { tools, instructions }) }
  const gateway = await shop.gateway(entries, { tokenizer: 'o200k_base', searchTokens: 200 })
  const counter = await loadTokenCounter('o200k_base')
  const client = await shop.client(await shop.http(gateway), 'modern')
  for (let times = 0; times < 2; times++) {
    const text = await search(client, 'count sheep')
    expect(counter.count(text)).toBeLessThanOrEqual(200)
    expect(counter.count(text)).toBeGreaterThan(150)
    expect(text).toMatch(/^farm says: Be quiet/m)
  }
})

it('is remembered of whoever is one client: a session of 2025, and the client of stdio in either era', async () => {
  const gateway = await shop.gateway({})
  const peer = { context: 'shared', capabilities: {}, notify: async () => {} }
  const known = gateway.advised({ ...peer, era: 'modern', caller: 'shared' })
  expect(known).toBeInstanceOf(Set)
  expect(gateway.advised({ ...peer, era: 'legacy' })).toBe(known)
  expect(gateway.advised({ ...peer, era: 'modern' })).toBeUndefined()
})

/** One token a character. */
const counter = { count: (text: string) => text.length } as TokenCounter
const view = {
  servers: new Map(
    ['a', 'b', 'c'].map((key) => [key, { key, instructions: key === 'c' ? '' : 'x'.repeat(9) }]),
  ),
} as unknown as StockView

it('who is known is told once, as far as the limit goes', () => {
  const advised = new Set<string>()
  const about = { view, servers: ['a', 'b', 'a', 'c'], advised, counter, limit: 60 }
  expect(hasAdvice(about)).toBe(true)
  expect(withAdvice('text', about)).toBe('text\na says: xxxxxxxxx\nb says: xxxxxxxxx')
  expect([...advised]).toEqual(['a', 'b'])
  expect(hasAdvice(about)).toBe(false)
  expect(withAdvice('text', about)).toBe('text')
})

it('who is not known is told each time, within the share of the answer', () => {
  const about = { view, servers: ['a', 'b'], advised: undefined, counter, limit: 180 }
  for (let times = 0; times < 2; times++) expect(withAdvice('text', about)).toBe('text\na says: xxxxxxxxx')
  expect(hasAdvice(about)).toBe(true)
  expect(withAdvice('t'.repeat(170), about)).toBe('t'.repeat(170))
})
