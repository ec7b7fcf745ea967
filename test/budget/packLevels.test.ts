import { describe, expect, it, test } from 'vitest'
import type { LeveledCandidate, LevelOption } from '../../src/budget/LeveledPacking.js'
import { packLevels } from '../../src/budget/packLevels.js'
import { seededRandom } from '../../src/eval/seededRandom.js'

const full = (tokens: number, value = 1): LevelOption => ({ level: 'full', tokens, value, callable: true })
const name = (tokens: number, value = 0.1): LevelOption => ({ level: 'name', tokens, value, callable: false })

const tool = (id: string, usefulness: number, more: Partial<LeveledCandidate> = {}): LeveledCandidate => ({
  id,
  usefulness,
  options: [full(10)],
  pinned: false,
  intents: [],
  needs: [],
  ...more,
})

const ids = (candidates: readonly LeveledCandidate[], limits: Parameters<typeof packLevels>[1]) =>
  packLevels(candidates, limits).chosen.map(({ id, option }) => `${id} ${option.level}`)

describe('packLevels', () => {
  it('shows two tools in short rather than one in full where that is worth more', () => {
    const options = [full(100), { level: 'compact', tokens: 50, value: 0.9, callable: true } as const]
    const list = [tool('a', 0.8, { options }), tool('b', 0.7, { options })]
    expect(ids(list, { maxTokens: 100 })).toEqual(['a compact', 'b compact'])
    expect(ids(list, { maxTokens: 150 })).toEqual(['a full', 'b compact'])
    expect(packLevels(list, { maxTokens: 150 })).toMatchObject({
      tokens: 150,
      value: 0.8 + 0.7 * 0.9,
      exact: true,
    })
  })

  it('counts the overhead of a list, and none of an empty one', () => {
    expect(packLevels([tool('a', 1)], { maxTokens: 14, overhead: 5 })).toMatchObject({
      chosen: [],
      tokens: 0,
    })
    expect(packLevels([tool('a', 1)], { maxTokens: 15, overhead: 5 })).toMatchObject({ tokens: 15, left: [] })
    expect(packLevels([], { maxTokens: 3, overhead: 5 })).toMatchObject({
      tokens: 0,
      value: 0,
      bound: 0,
      exact: true,
    })
  })

  it('proves the only choice there is, however little it is worth', () => {
    const idle: LevelOption = { level: 'name', tokens: 0, value: 0.5, callable: false }
    const list = Array.from({ length: 12 }, (_, at) =>
      tool(`t${at}`, [5e-324, 1e-16, 9e-8][at % 3]!, {
        options: [idle],
        pinned: true,
        intents: [at % 2],
        needs: at % 4 === 0 ? [[`t${at + 1}`]] : [],
      }),
    )
    for (const limits of [{}, { maxTokens: 0 }, { maxTools: 12, maxPerServer: 0 }]) {
      const packing = packLevels(list, limits)
      expect(packing.chosen).toHaveLength(12)
      expect(packing).toMatchObject({ tokens: 0, exact: true, bound: packing.value, uncovered: [0, 1] })
      expect(packing.unmet.map(({ id }) => id)).toEqual(['t0', 't4', 't8'])
      expect(packing.value).toBeCloseTo(4 * 0.5 * (9e-8 + 1e-16), 20)
    }
  })

  it('spends no token on what is worth less than the smallest difference', () => {
    const free = tool('free', 1e-6, { options: [full(0, 0.1)] })
    expect(ids([free, tool('faint', 1e-8, { options: [full(1)] })], {})).toEqual(['free full'])
    expect(ids([free, tool('plain', 1e-6, { options: [full(1)] })], {})).toEqual(['free full', 'plain full'])
  })

  it('covers intents before it looks at value, by what a model can call', () => {
    const list = [
      tool('best', 1, { options: [full(20)] }),
      tool('one', 0.1, { intents: [1], options: [name(1, 1), full(10, 0.5)] }),
      tool('two', 0.1, { intents: [2] }),
    ]
    expect(ids(list, { maxTokens: 20 })).toEqual(['one full', 'two full'])
    expect(packLevels(list, { maxTokens: 10 })).toMatchObject({ uncovered: [1], exact: true })
    expect(packLevels(list, { maxTokens: 5 }).uncovered).toEqual([1, 2])
  })

  it('takes a prerequisite along, or leaves what needs it', () => {
    const list = [
      tool('a', 0.5),
      tool('key', 0, { options: [name(1), full(10)] }),
      tool('post', 0.9, { needs: [['key', 'door']] }),
    ]
    expect(ids(list, { maxTokens: 20 })).toEqual(['key full', 'post full'])
    expect(ids(list, { maxTokens: 10 })).toEqual(['a full'])
    expect(packLevels(list, { maxTokens: 10 }).left).toContainEqual({
      id: 'post',
      why: 'prerequisite',
      needs: ['key', 'door'],
    })
    const alone = [tool('post', 0.9, { needs: [['gone']] }), tool('none', 0.9, { needs: [[]] })]
    expect(packLevels(alone, {}).left).toEqual([
      { id: 'none', why: 'prerequisite', needs: [] },
      { id: 'post', why: 'prerequisite', needs: ['gone'] },
    ])
  })

  it('takes tools that need one another together or not at all, and lets a tool need itself', () => {
    const ring = [
      tool('a', 0.9, { needs: [['b']] }),
      tool('b', 0.1, { needs: [['a']] }),
      tool('c', 0.5, { needs: [['c']] }),
    ]
    expect(ids(ring, { maxTools: 2 })).toEqual(['a full', 'b full'])
    expect(ids(ring, { maxTools: 1 })).toEqual(['c full'])
  })

  it('takes pinned tools at their cheapest where it must, over the share of a server too, and meets their needs', () => {
    const options = [full(50), name(2)]
    const list = [
      tool('p', 0, { pinned: true, options, server: 's', needs: [['key']] }),
      tool('key', 0, { server: 't' }),
      tool('q', 0.1, { pinned: true, server: 's' }),
      tool('r', 0.9, { server: 's' }),
      tool('x', 0.9, { server: 't' }),
    ]
    const packing = packLevels(list, { maxTokens: 22, maxPerServer: 1 })
    expect(packing.chosen.map(({ id, option }) => [id, option.level])).toEqual([
      ['key', 'full'],
      ['p', 'name'],
      ['q', 'full'],
    ])
    expect(packing.left).toEqual([
      { id: 'r', why: 'max-share' },
      { id: 'x', why: 'max-share' },
    ])
    expect(packLevels(list, { maxTokens: 21 }).unmet).toEqual([{ id: 'p', needs: ['key'] }])
  })

  it('meets a need of a pinned tool before it covers intents, however many', () => {
    const list = [
      tool('p', 0, { pinned: true, needs: [['key']] }),
      tool('key', 0),
      tool('both', 0.9, { intents: [1, 2] }),
    ]
    expect(packLevels(list, { maxTools: 2 })).toMatchObject({
      chosen: [{ id: 'key' }, { id: 'p' }],
      uncovered: [1, 2],
      unmet: [],
    })
  })

  it('refuses pins that alone exceed a limit', () => {
    const pins = [tool('a', 0, { pinned: true }), tool('b', 0, { pinned: true })]
    for (const limits of [{ maxTokens: 19 }, { maxTools: 1 }, { maxTokens: 20, overhead: 1 }])
      expect(() => packLevels(pins, limits)).toThrowError(
        expect.objectContaining({ code: 'pins-over-budget' }),
      )
    expect(packLevels(pins, { maxTokens: 21, maxTools: 2, overhead: 1 }).tokens).toBe(21)
  })

  it('says why each tool was left', () => {
    const list = [tool('a', 0.9), tool('b', 0.8), tool('big', 0.9, { options: [full(500)] }), tool('nil', 0)]
    const why = (limits: Parameters<typeof packLevels>[1]) =>
      packLevels(list, limits).left.map((left) => `${left.id} ${left.why}`)
    expect(why({ maxTools: 1 })).toEqual(['b max-tools', 'big max-tools', 'nil max-tools'])
    expect(why({ maxTokens: 30 })).toEqual(['big max-tokens', 'nil low-confidence'])
    expect(why({ maxPerServer: 1 })).toEqual(['b max-share', 'big max-share', 'nil max-share'])
  })

  it('prefers fewer tokens, then lower ids, where the value is the same', () => {
    const options = [full(10), { level: 'compact', tokens: 8, value: 1, callable: true } as const]
    expect(ids([tool('b', 0.5, { options }), tool('a', 0.5, { options })], { maxTools: 1 })).toEqual([
      'a compact',
    ])
  })

  test.each([
    [tool('a', Number.NaN), {}],
    [tool('a', -0.1), {}],
    [tool('a', 0.5, { options: [] }), {}],
    [tool('a', 0.5, { options: [full(-1)] }), {}],
    [tool('a', 0.5, { options: [full(1.5)] }), {}],
    [tool('a', 0.5, { options: [full(Number.POSITIVE_INFINITY)] }), {}],
    [tool('a', 0.5, { options: [full(1, 2)] }), {}],
    [tool('a', 0.5), { maxTokens: Number.NaN }],
    [tool('a', 0.5), { maxTools: -1 }],
    [tool('a', 0.5), { maxPerServer: -1 }],
    [tool('a', 0.5), { overhead: 0.5 }],
  ])('refuses numbers out of range: %j %j', (candidate, limits) => {
    expect(() => packLevels([candidate], limits)).toThrowError(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  })

  it('refuses an id given twice', () => {
    expect(() => packLevels([tool('a', 1), tool('a', 1)], {})).toThrowError(/"a".*twice/)
  })
})

describe('packLevels beyond 60 tools', () => {
  const random = (seed: number) => {
    const next = seededRandom(seed)
    return () => next() / 2 ** 32
  }
  const many = (size: number, seed: number) => {
    const draw = random(seed)
    return Array.from({ length: size }, (_, at) => {
      const tokens = 40 + Math.floor(800 * draw())
      return tool(`t${at}`, draw() ** 6, {
        options: [
          full(tokens),
          { level: 'signature', tokens: Math.ceil(tokens / 4), value: 0.8, callable: true },
        ],
        server: `s${at % 5}`,
        intents: draw() < 0.1 ? [at % 3] : [],
        needs: draw() < 0.1 ? [[`t${Math.floor(draw() * size)}`]] : [],
      })
    })
  }

  it('keeps limits, covers and takes prerequisites, near the bound', () => {
    for (let seed = 0; seed < 20; seed++) {
      const list = many(61 + 20 * seed, seed)
      const limits = {
        maxTokens: 3_000,
        maxTools: seed % 2 === 0 ? 12 : 60,
        maxPerServer: seed % 3 === 0 ? 4 : undefined,
      }
      const packing = packLevels(list, limits)
      expect(packing.tokens).toBeLessThanOrEqual(3_000)
      expect(packing.chosen.length).toBeLessThanOrEqual(limits.maxTools)
      expect(packing.uncovered).toEqual([])
      const taken = new Set(packing.chosen.map(({ id }) => id))
      for (const { id } of packing.chosen)
        for (const group of list.find((one) => one.id === id)!.needs) expect(taken.has(group[0]!)).toBe(true)
      expect(packing.bound).toBeGreaterThanOrEqual(packing.value)
      expect(packing.value).toBeGreaterThan(0.985 * packing.bound)
    }
  })

  it('has a bound that the best packing does not exceed, comes near it, and calls only that one exact', () => {
    for (let seed = 0; seed < 40; seed++) {
      const useful = many(60, 100 + seed).map((one) => ({ ...one, intents: [], needs: [] }))
      const useless = many(20, seed).map((one) => ({
        ...one,
        id: `u${one.id}`,
        usefulness: 0,
        intents: [],
        needs: [],
      }))
      const limits = { maxTokens: 1_500 }
      // Tools without use change nothing but how many candidates there are: without them the best packing is found.
      const best = packLevels(useful, limits)
      expect(best.exact).toBe(true)
      const packing = packLevels([...useful, ...useless], limits)
      expect(packing.bound).toBeGreaterThanOrEqual(best.value - 1e-9)
      expect(packing.value).toBeGreaterThan(0.99 * best.value)
      if (packing.exact) expect(packing.value).toBeCloseTo(best.value, 6)
    }
  })
})
