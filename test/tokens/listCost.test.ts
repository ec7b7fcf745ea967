import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createListMeter } from '../../src/tokens/createListMeter.js'
import { type ItemCost, listTokens, measureItem } from '../../src/tokens/listCost.js'
import { loadTokenCounter, TOKENIZER_NAMES } from '../../src/tokens/loadTokenCounter.js'
import type { TokenCounter } from '../../src/tokens/TokenCounter.js'

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'{}[]",:\\$_/-') }),
  fc.constantFrom(
    "it's",
    '\u4e2d\u6587\u8bf4\u660e',
    '',
    '7',
    '"}]',
    '\u{1f600}',
    '\ud800',
    'ends in 9',
    ' ',
    '\n',
  ),
)
const tool = fc.oneof(
  fc.record(
    { name: text, description: text, inputSchema: fc.object({ maxDepth: 3 }) },
    { requiredKeys: ['name'] },
  ),
  fc.record({ _meta: fc.object({ maxDepth: 1 }), name: text }),
  fc.record({
    name: fc.constantFrom('a', 'read_file'),
    limit: fc.oneof(fc.integer(), fc.double({ noNaN: true })),
  }),
  fc.dictionary(text, fc.oneof(text, fc.integer(), fc.constant({}))),
  fc.record({
    name: text,
    long: fc
      .tuple(fc.constantFrom('=', 'a', ' ', '}', '\u4e2d'), fc.integer({ min: 200, max: 700 }))
      .map(([unit, times]) => unit.repeat(times)),
  }),
)
const json = fc.oneof(
  { weight: 9, arbitrary: tool.map((value) => JSON.stringify(value)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '{}',
      '[]',
      '1',
      `{"a":${'['.repeat(300)}${']'.repeat(300)}}`,
      `{"":${'['.repeat(255)}${']'.repeat(255)}}`,
    ),
  },
)

describe.each(TOKENIZER_NAMES)('list cost by %s', (name) => {
  let counter: TokenCounter
  beforeAll(async () => {
    counter = await loadTokenCounter(name)
  })
  const whole = (items: readonly ItemCost[]) => counter.count(`[${items.map((item) => item.json).join(',')}]`)

  it('is the count of the serialised list', () => {
    fc.assert(
      fc.property(fc.array(json, { maxLength: 6 }), (jsons) => {
        const items = jsons.map((one) => measureItem(counter, one))
        for (const item of items) expect(item.tokens).toBe(counter.count(item.json))
        expect(listTokens(counter, items)).toBe(whole(items))
      }),
      { numRuns: 500 },
    )
  })

  it('is what a meter shows at each step, in the order of sending', () => {
    const byText = (a: ItemCost, b: ItemCost) => (a.json < b.json ? -1 : a.json > b.json ? 1 : 0)
    fc.assert(
      fc.property(fc.array(json, { maxLength: 6 }), fc.boolean(), (jsons, sorted) => {
        const meter = createListMeter(counter, sorted ? byText : undefined)
        const pushed: ItemCost[] = []
        expect(meter.total).toBe(counter.count('[]'))
        for (const one of jsons) {
          const item = measureItem(counter, one)
          const foreseen = meter.tokensWith(item)
          meter.push(item)
          pushed.push(item)
          const order = sorted ? pushed.toSorted(byText) : pushed
          expect(meter.items.map((each) => each.json)).toEqual(order.map((each) => each.json))
          expect([foreseen, meter.total]).toEqual([whole(order), whole(order)])
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('list cost', () => {
  it('cuts every ordinary tool, so that a list of them is only added up', async () => {
    const exact = await loadTokenCounter('o200k_base')
    for (const value of [
      { name: 'a' },
      { name: 'a', inputSchema: { type: 'object' } },
      { _meta: {}, name: 'x' },
      { name: 'b', description: '\u8bf4\u660e'.repeat(400) },
    ]) {
      expect(measureItem(exact, JSON.stringify(value)).parts).toBeDefined()
    }
  })

  it('is exact where brackets run up to the length at which runs are cut', async () => {
    const exact = await loadTokenCounter('o200k_base')
    for (let depth = 120; depth < 265; depth++) {
      const nested = `{"a":{"b":${'['.repeat(depth)}${']'.repeat(depth)}}}`
      const jsons = [nested, '{"description":"x"}', nested, '{"name":"y"}']
      const items = jsons.map((one) => measureItem(exact, one))
      expect([depth, listTokens(exact, items)]).toEqual([depth, exact.count(`[${jsons.join(',')}]`)])
    }
  })

  it('counts the whole list with a counter of unknown breaks', () => {
    const pairs: TokenCounter = { name: 'pairs', exact: false, count: (one) => Math.ceil(one.length / 2) }
    const items = ['{"name":"a"}', '{"name":"bc"}'].map((one) => measureItem(pairs, one))
    expect(items[0]!.parts).toBeUndefined()
    expect(listTokens(pairs, items)).toBe(Math.ceil('[{"name":"a"},{"name":"bc"}]'.length / 2))
    const meter = createListMeter(pairs)
    for (const item of items) meter.push(item)
    expect(meter.total).toBe(listTokens(pairs, items))
  })
})
