import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, pack } from '../../src/budget/pack.js'
import { measureItem } from '../../src/tokens/listCost.js'
import { loadTokenCounter } from '../../src/tokens/loadTokenCounter.js'

const counter = await loadTokenCounter('o200k_base')
const candidate = (wireName: string, description: string, pinned = false): Candidate => ({
  ...measureItem(counter, JSON.stringify({ name: wireName, description, inputSchema: { type: 'object' } })),
  wireName,
  pinned,
})
const tokensOf = (chosen: readonly Candidate[]) =>
  chosen.length === 0 ? 0 : counter.count(`[${chosen.map((one) => one.json).join(',')}]`)

describe('pack', () => {
  it('takes what fits in the order given, and later ones behind one that is too big', () => {
    const list = [
      candidate('b', 'short'),
      candidate('big', 'many words '.repeat(200)),
      candidate('a', 'short'),
    ]
    const packing = pack(list, { maxTokens: 60 }, counter)
    expect(packing.chosen.map((one) => one.wireName)).toEqual(['a', 'b'])
    expect(packing.left).toEqual([{ candidate: list[1], why: 'max-tokens' }])
    expect(packing.tokens).toBe(tokensOf(packing.chosen))
  })

  it('refuses limits that limit nothing, and names at most five pins that do not fit', () => {
    for (const limits of [{ maxTokens: Number.NaN }, { maxTools: -1 }, { maxTools: 'x' as never }])
      expect(() => pack([candidate('a', '')], limits, counter)).toThrowError(
        expect.objectContaining({ code: 'option-invalid' }),
      )
    const pins = (names: string) => [...names].map((name) => candidate(name, '', true))
    expect(() => pack(pins('abcde'), { maxTools: 1 }, counter)).toThrowError(/\(a, b, c, d, e\)/)
    expect(() => pack(pins('abcdef'), { maxTools: 1 }, counter)).toThrowError(/\(a, b, c, d, e, \.\.\.\)/)
  })

  it('stops at the number of tools', () => {
    const packing = pack([candidate('a', ''), candidate('b', '')], { maxTools: 1 }, counter)
    expect(packing).toMatchObject({ chosen: [{ wireName: 'a' }], left: [{ why: 'max-tools' }] })
  })

  it('takes pinned tools first and refuses pins that alone exceed a limit', () => {
    const list = [candidate('a', 'x'), candidate('pinned', 'y', true)]
    expect(pack(list, { maxTools: 1 }, counter).chosen.map((one) => one.wireName)).toEqual(['pinned'])
    expect(() => pack(list, { maxTools: 0 }, counter)).toThrowError(
      expect.objectContaining({ code: 'pins-over-budget' }),
    )
    expect(() => pack(list, { maxTokens: 5 }, counter)).toThrowError(
      /The pinned tool \(pinned\) takes \d+ tokens.*5 tokens/,
    )
  })

  it('gives nothing and counts nothing for a budget of nothing', () => {
    expect(pack([candidate('a', '')], { maxTokens: 0 }, counter)).toMatchObject({ chosen: [], tokens: 0 })
    expect(pack([], {}, counter)).toEqual({ chosen: [], left: [], tokens: 0 })
  })

  it('never exceeds a limit, counts as the list is sent, and leaves nothing that would have fitted last', () => {
    const one = fc.record({
      name: fc.string({ minLength: 1, unit: 'binary' }),
      description: fc.string({ maxLength: 300, unit: 'binary' }),
      pinned: fc.boolean(),
    })
    const limits = fc.record({ maxTokens: fc.nat(400), maxTools: fc.nat(8) })
    fc.assert(
      fc.property(
        fc.uniqueArray(one, { maxLength: 10, selector: (row) => row.name }),
        limits,
        (rows, { maxTokens, maxTools }) => {
          const list = rows.map((row) => candidate(row.name, row.description, row.pinned))
          let packing: ReturnType<typeof pack>
          try {
            packing = pack(list, { maxTokens, maxTools }, counter)
          } catch (error) {
            const pins = list.filter((row) => row.pinned)
            expect(
              pins.length > maxTools ||
                tokensOf([...pins].sort((a, b) => (a.wireName < b.wireName ? -1 : 1))) > maxTokens,
            ).toBe(true)
            expect(error).toMatchObject({ code: 'pins-over-budget' })
            return
          }
          expect(packing.chosen.length).toBeLessThanOrEqual(maxTools)
          expect(tokensOf(packing.chosen)).toBeLessThanOrEqual(maxTokens)
          expect(packing.tokens).toBe(tokensOf(packing.chosen))
          expect(packing.chosen.length + packing.left.length).toBe(list.length)
          expect(list.filter((row) => row.pinned && !packing.chosen.includes(row))).toEqual([])
          const names = packing.chosen.map((row) => row.wireName)
          expect(names).toEqual([...names].sort())
        },
      ),
      { numRuns: 100 },
    )
  })
})
