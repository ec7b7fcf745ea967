import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cutResult } from '../../../src/mcp/gateway/results/cutResult.js'
import { KeptResults } from '../../../src/mcp/gateway/results/KeptResults.js'
import { loadTokenCounter } from '../../../src/tokens/loadTokenCounter.js'
import { ERAS, textOf, tool, Workshop } from './workshop.js'

describe('cutResult', async () => {
  const counter = await loadTokenCounter('o200k_base')
  const cut = (result: Record<string, unknown>, maxTokens: number, keepsStructure = false) => {
    const kept: string[] = []
    const keep = (text: string) => `kept:${kept.push(text)}`
    return { kept, result: cutResult(result, { counter, maxTokens, keep, keepsStructure }) }
  }

  it('keeps the start within the limit and the whole where it can be read', () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 5 })
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 40 }), (parts, maxTokens) => {
        const whole = parts.join('\n')
        const given = { content: parts.map((text) => ({ type: 'text', text })), odd: 1 }
        const { kept, result } = cut(given, maxTokens)
        if (kept.length === 0) {
          expect(result).toBe(given)
          expect(counter.count(whole)).toBeLessThanOrEqual(maxTokens)
          return
        }
        const told = textOf(result).replace(
          /\n\(\d+ characters more\. The whole is the resource kept:1\.\)$/,
          '',
        )
        expect(kept).toEqual([whole])
        expect(whole.startsWith(told)).toBe(true)
        expect(counter.count(told)).toBeLessThanOrEqual(maxTokens)
        expect(result['odd']).toBe(1)
      }),
    )
  })

  it('leaves errors and other blocks, and structured content where its schema was told', () => {
    const image = { type: 'image', data: 'x', mimeType: 'image/png' }
    const content = [image, { type: 'text', text: 'word '.repeat(50) }]
    const error = { content, isError: true }
    expect(cut(error, 3).result).toBe(error)
    const structured = { content, structuredContent: { a: 1 } }
    expect(cut(structured, 3).result).not.toHaveProperty('structuredContent')
    expect(cut(structured, 3, true).result).toMatchObject({ structuredContent: { a: 1 } })
    expect((cut(structured, 3).result['content'] as unknown[]).at(-1)).toBe(image)
  })
})

it('KeptResults are of one context, and the last 200', () => {
  const results = new KeptResults()
  const uris = Array.from({ length: 201 }, (_, at) => results.add('one', String(at)))
  expect(results.read('one', uris[0]!)).toBeUndefined()
  expect(results.read('one', uris[1]!)).toBe('1')
  expect(results.read('two', uris[1]!)).toBeUndefined()
  results.end('one')
  expect(results.read('one', uris[200]!)).toBeUndefined()
  const [large, next] = [results.add('one', 'x'.repeat(64 * 1024 * 1024)), results.add('one', 'y')]
  expect(results.read('one', large)).toBeUndefined()
  expect(results.read('one', next)).toBe('y')
})

describe('maxResultTokens', () => {
  let shop: Workshop
  beforeEach(() => {
    shop = new Workshop()
  })
  afterEach(() => shop.end())

  it.each(ERAS)('turns the rest of a result into a resource of that client (%s)', async (era) => {
    const whole = 'word '.repeat(500)
    const results = { dump: { content: [{ type: 'text', text: whole }] } }
    const server = shop.server('db', { tools: [tool('dump', 'Dumps all.')], results })
    const gateway = await shop.gateway({ db: server }, { servers: { db: { maxResultTokens: 20 } } })
    const url = await shop.http(gateway)
    const client = await shop.client(url, era)
    const { content } = (await client.callTool({ name: 'call_tool', arguments: { name: 'db__dump' } })) as {
      content: { type: string; uri: string; text: string }[]
    }
    expect(content.map(({ type }) => type)).toEqual(['text', 'resource_link'])
    expect(content[0]!.text.length).toBeLessThan(400)
    const { uri } = content[1]!
    expect((await client.readResource({ uri })).contents).toMatchObject([{ uri, text: whole }])
    const other = await shop.client(url, 'legacy')
    await expect(other.readResource({ uri })).rejects.toThrow(/another client/)
  })
})
